import { exp, ln } from "../../math.ts";

/** One look's backscatter over a field: gamma0 in dB of the field's linear mean. */
export type Backscatter = { readonly vvDb: number; readonly vhDb: number };

/** Independent normal densities of VV and VH in dB. */
export type BackscatterPdf = {
  readonly vvMean: number;
  readonly vvSd: number;
  readonly vhMean: number;
  readonly vhSd: number;
};

/** How one track sees open water and soil without water. */
export type WaterPdfs = { readonly wet: BackscatterPdf; readonly dry: BackscatterPdf };

export type MixtureRule = {
  /** Fewest samples to fit by. */
  readonly minSamples: number;
  /** Least distance between the two means of VV or of VH, in pooled standard deviations. */
  readonly minSeparation: number;
};

/** Narrower than this is finer than the speckle of any field mean we accept; keeps a component from collapsing. */
const LEAST_SD_DB = 0.3;
const ITERATIONS = 200;

const logDensity = (x: number, mean: number, sd: number, lnSd = ln(sd)): number => {
  const z = (x - mean) / sd;
  return -0.5 * z * z - lnSd;
};

/** What each polarisation alone says of dry against wet, as logarithms of the ratio of densities. */
export const dryRatios = (
  { vvDb, vhDb }: Backscatter,
  { wet, dry }: WaterPdfs,
): { readonly vv: number; readonly vh: number } => ({
  vv: logDensity(vvDb, dry.vvMean, dry.vvSd) - logDensity(vvDb, wet.vvMean, wet.vvSd),
  vh: logDensity(vhDb, dry.vhMean, dry.vhSd) - logDensity(vhDb, wet.vhMean, wet.vhSd),
});

/** The logarithm of a density, up to a constant shared by all components. */
export const logPdfOf = ({ vvMean, vvSd, vhMean, vhSd }: BackscatterPdf): ((look: Backscatter) => number) => {
  const [lnVvSd, lnVhSd] = [ln(vvSd), ln(vhSd)];
  return ({ vvDb, vhDb }) => logDensity(vvDb, vvMean, vvSd, lnVvSd) + logDensity(vhDb, vhMean, vhSd, lnVhSd);
};

const weightedPdf = (samples: readonly Backscatter[], weight: (index: number) => number): BackscatterPdf => {
  let [total, vv, vh] = [0, 0, 0];
  samples.forEach(({ vvDb, vhDb }, index) => {
    total += weight(index);
    vv += weight(index) * vvDb;
    vh += weight(index) * vhDb;
  });
  const [vvMean, vhMean] = [vv / total, vh / total];
  let [vvSquares, vhSquares] = [0, 0];
  samples.forEach(({ vvDb, vhDb }, index) => {
    vvSquares += weight(index) * (vvDb - vvMean) * (vvDb - vvMean);
    vhSquares += weight(index) * (vhDb - vhMean) * (vhDb - vhMean);
  });
  return {
    vvMean,
    vhMean,
    vvSd: Math.max(LEAST_SD_DB, Math.sqrt(vvSquares / total)),
    vhSd: Math.max(LEAST_SD_DB, Math.sqrt(vhSquares / total)),
  };
};

const separation = (a: number, aSd: number, b: number, bSd: number): number =>
  Math.abs(a - b) / Math.sqrt((aSd * aSd + bSd * bSd) / 2);

/** Whether the two means of VV or of VH are at least so many pooled standard deviations apart. */
export const standApart = ({ wet, dry }: WaterPdfs, minSeparation: number): boolean =>
  Math.max(
    separation(wet.vvMean, wet.vvSd, dry.vvMean, dry.vvSd),
    separation(wet.vhMean, wet.vhSd, dry.vhMean, dry.vhSd),
  ) >= minSeparation;

/**
 * The densities of wet and dry for one track, estimated from all fields' looks by expectation maximisation on a
 * two-component normal mixture with diagonal covariance (Dempster, Laird and Rubin 1977). The start is fixed: the
 * lower and the upper half by VV, so equal samples in equal order give equal bits. Wet is the component of lower VV:
 * smooth open water reflects away from the sensor.
 *
 * @param samples looks before canopy closure only, in a fixed order.
 * @returns undefined where there are too few samples or the two components do not stand apart: such a track tells
 * nothing about water, and its looks stay unknown.
 */
export const fitWaterPdfs = (
  samples: readonly Backscatter[],
  { minSamples, minSeparation }: MixtureRule,
): WaterPdfs | undefined => {
  if (samples.length < Math.max(minSamples, 4)) return undefined;
  const sorted = samples.map(({ vvDb }) => vvDb).sort((a, b) => a - b);
  const middle = sorted[Math.floor(sorted.length / 2)] as number;
  let wetShares: readonly number[] = samples.map(({ vvDb }) => (vvDb < middle ? 1 : 0));
  if (wetShares.every((share) => share === 0)) return undefined;
  let fitted: WaterPdfs | undefined;
  for (let iteration = 0; iteration < ITERATIONS; iteration += 1) {
    const wetTotal = wetShares.reduce((sum, share) => sum + share, 0);
    const wetWeight = wetTotal / samples.length;
    if (wetTotal < 2 || samples.length - wetTotal < 2) return undefined;
    const wet = weightedPdf(samples, (index) => wetShares[index] as number);
    const dry = weightedPdf(samples, (index) => 1 - (wetShares[index] as number));
    fitted = { wet, dry };
    const [prior, logWet, logDry] = [ln((1 - wetWeight) / wetWeight), logPdfOf(wet), logPdfOf(dry)];
    const next = samples.map((sample) => {
      const odds = prior + logDry(sample) - logWet(sample);
      return 1 / (1 + exp(Math.min(700, odds)));
    });
    const moved = next.reduce(
      (most, share, index) => Math.max(most, Math.abs(share - (wetShares[index] as number))),
      0,
    );
    wetShares = next;
    if (moved < 1e-9) break;
  }
  if (fitted === undefined || fitted.wet.vvMean >= fitted.dry.vvMean) return undefined;
  return standApart(fitted, minSeparation) ? fitted : undefined;
};
