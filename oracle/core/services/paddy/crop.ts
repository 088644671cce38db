import { exp, ln, pow } from "../../math.ts";
import { logPdfOf, standApart } from "./mixture.ts";
import type { Backscatter, BackscatterPdf, WaterPdfs } from "./mixture.ts";

/** How one track sees a paddy: the surface with and without water, and the canopy that closes over it. */
export type TrackView = {
  readonly surface: WaterPdfs;
  /** Undefined where too few looks show a canopy: growth is then not known on the track. */
  readonly canopy: Backscatter | undefined;
};

/**
 * Share of the surface's power that passes through the crop (two ways), by bin of `AGE_BIN_DAYS` since flooding: 1 is
 * bare soil, 0 a closed canopy. Never increasing.
 */
export type Growth = readonly number[];

/** A look with the days since the flooding of its crop; undefined outside every crop. */
export type AgedLook = Backscatter & { readonly track: string; readonly age: number | undefined };

/** As fine as two tracks six days apart each see a field. */
export const AGE_BIN_DAYS = 3;
/** Steps of the share of the canopy, finest near none: a canopy outshines open water by more than ten times in VH. */
const SHARES = Array.from({ length: 41 }, (_, step) => (step / 40) * (step / 40));
/** A crop whose canopy adds less than this share leaves the soil as good as bare: half a decibel in VH over water. */
const BARE_SHARE = 0.01;
/** What a look that fits neither state adds to a likelihood: as much as four deviations off, so it has no vote. */
const OUTLIER = exp(-8);

const toPower = (db: number): number => pow(10, db / 10);
const LN_10 = 2.302585092994046;

const mixed = (surfaceDb: number, canopyDb: number, transmissivity: number): number =>
  (10 * ln(transmissivity * toPower(surfaceDb) + (1 - transmissivity) * toPower(canopyDb))) / LN_10;

const grown = (pdf: BackscatterPdf, { vvDb, vhDb }: Backscatter, transmissivity: number): BackscatterPdf => ({
  ...pdf,
  vvMean: mixed(pdf.vvMean, vvDb, transmissivity),
  vhMean: mixed(pdf.vhMean, vhDb, transmissivity),
});

/**
 * The densities of wet and dry under a crop: the surface seen through the canopy plus the canopy itself, in linear power
 * (water cloud model, Attema and Ulaby 1978, Radio Science 13(2)). One transmissivity serves both polarisations. Growth
 * over water can so never look like bare soil: in VV it ends at the canopy's level and not above.
 */
export const grownPdfs = ({ surface, canopy }: TrackView, transmissivity: number): WaterPdfs =>
  canopy === undefined || transmissivity === 1
    ? surface
    : { wet: grown(surface.wet, canopy, transmissivity), dry: grown(surface.dry, canopy, transmissivity) };

/** Share of the surface's power that passes the crop at an age; bare outside a crop, and as the last bin after it. */
export const transmissivityAt = (growth: Growth, age: number | undefined): number =>
  age === undefined ? 1 : (growth[Math.min(growth.length - 1, Math.floor(age / AGE_BIN_DAYS))] ?? 1);

/** The densities at an age, or undefined where wet and dry no longer stand apart: the track is blind by then. */
export const pdfsAt = (
  view: TrackView,
  growth: Growth,
  age: number | undefined,
  minSeparation: number,
): WaterPdfs | undefined => {
  const pdfs = grownPdfs(view, transmissivityAt(growth, age));
  return standApart(pdfs, minSeparation) ? pdfs : undefined;
};

/** Whether a look at this age still shows the surface alone. */
export const isBare = (growth: Growth, age: number | undefined): boolean =>
  1 - transmissivityAt(growth, age) <= BARE_SHARE;

const logsOf = ({ wet, dry }: WaterPdfs) => ({ wet: logPdfOf(wet), dry: logPdfOf(dry) });

/**
 * The growth common to all fields and tracks: of all courses in which the canopy never shrinks, the one that makes the
 * looks likeliest, each being wet or dry with equal odds. It is exact, by dynamic programming over age bins, and where
 * looks do not tell it grows as late as it may. What is wet and what is dry is never told: where many fields are
 * drained at once, growth can not take their place, since it does not pass with the drainage.
 *
 * @param looks in any order; those of no crop or on tracks whose canopy is not known have no vote.
 */
export const fitGrowth = (looks: readonly AgedLook[], views: ReadonlyMap<string, TrackView>): Growth => {
  const pdfsOf = new Map(
    [...views].flatMap(([track, view]) =>
      view.canopy === undefined ? [] : [[track, SHARES.map((share) => logsOf(grownPdfs(view, 1 - share)))] as const],
    ),
  );
  const oldest = looks.reduce((most, { age }) => Math.max(most, age ?? -1), -1);
  const scores = Array.from({ length: Math.floor(oldest / AGE_BIN_DAYS) + 1 }, () => SHARES.map(() => 0));
  for (const look of looks) {
    const pdfs = pdfsOf.get(look.track);
    if (pdfs === undefined || look.age === undefined) continue;
    const score = scores[Math.floor(look.age / AGE_BIN_DAYS)] as number[];
    pdfs.forEach(({ wet, dry }, step) => {
      const likelihood = 0.5 * exp(wet(look)) + 0.5 * exp(dry(look));
      score[step] = (score[step] as number) + ln(likelihood + OUTLIER);
    });
  }

  // From the oldest bin back: the best that can follow when the canopy's share is at least that of each step.
  let following: readonly number[] = SHARES.map(() => 0);
  const choices = scores.map(() => SHARES.map(() => 0));
  for (let bin = scores.length - 1; bin >= 0; bin -= 1) {
    const totals = SHARES.map((_, step) => (scores[bin]?.[step] as number) + (following[step] as number));
    let best = SHARES.length - 1;
    for (let step = SHARES.length - 1; step >= 0; step -= 1) {
      if ((totals[step] as number) >= (totals[best] as number)) best = step;
      (choices[bin] as number[])[step] = best;
    }
    following = (choices[bin] as number[]).map((choice) => totals[choice] as number);
  }
  let step = 0;
  return choices.map((choice) => {
    step = choice[step] as number;
    return 1 - (SHARES[step] as number);
  });
};
