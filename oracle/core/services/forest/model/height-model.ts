import { refused } from "../../../errors.ts";
import { exp, ln } from "../../../math.ts";
import { sumExact } from "../../../raster/sum.ts";

/** A plot as a model sees it. */
export type Calibrator = {
  /** Mean canopy height over the plot, m, above 0. */
  readonly level: number;
  /** Biomass above the ground, Mg/ha, above 0. */
  readonly biomass: number;
  /** Variance of the error of ln height: what placing the plot otherwise would have changed. */
  readonly heightVariance: number;
};

/** biomass = scale * height^power, over the heights it was fitted on and no others. */
export type HeightModel = {
  readonly power: number;
  readonly scale: number;
  readonly least: number;
  readonly most: number;
  readonly biomassAt: (height: number) => number;
};

const refuse = (field: string, value: unknown, rule: string): never => {
  throw refused("SERVICE_MODEL", field, value, rule);
};

/**
 * Biomass by canopy height from plots, a power law fitted in logarithms (its form: Asner and Mascaro 2014, "Mapping
 * tropical forest carbon: calibrating plot estimates to a simple LiDAR metric", Remote Sensing of Environment 140; from
 * memory).
 *
 * Both axes err. Errors of biomass, the trees' residuals and all that height does not tell, leave the slope as it is; those
 * of height flatten it, and growth would be underrated and low stands overrated. So the slope is Sxy / (Sxx - mean error
 * variance): Fuller 1987, Measurement Error Models, section 2.2, error in the equation and known error variance of x (from
 * memory). The scale is a ratio of means, so that plots are met in sum whatever the logarithm did: Snowdon 1991, Canadian
 * Journal of Forest Research 21 (from memory).
 *
 * @throws SixfoldError SERVICE_MODEL where there are fewer than three plots, heights do not differ beyond their errors, or
 * biomass does not rise with height
 */
export const heightModel = (plots: readonly Calibrator[]): HeightModel => {
  plots.forEach(({ level: height, biomass, heightVariance }, row) => {
    if (!(height > 0 && biomass > 0 && Number.isFinite(height * biomass)))
      refuse(`plots/${row}`, { height: String(height), biomass: String(biomass) }, "height and biomass are above zero");
    if (!(heightVariance >= 0)) refuse(`plots/${row}/heightVariance`, String(heightVariance), "0 or more");
  });
  const n = plots.length;
  if (n < 3) refuse("plots", n, "three plots or more");
  const [x, y] = [plots.map(({ level }) => ln(level)), plots.map(({ biomass }) => ln(biomass))];
  const [meanX, meanY] = [sumExact(x) / n, sumExact(y) / n];
  const sxx = sumExact(x.map((each) => (each - meanX) * (each - meanX))) / (n - 1);
  const sxy = sumExact(x.map((each, k) => (each - meanX) * (y[k]! - meanY))) / (n - 1);
  const error = sumExact(plots.map(({ heightVariance }) => heightVariance)) / n;
  // As much error as signal leaves no slope to speak of.
  if (!(sxx > 2 * error))
    refuse("plots/height", { variance: sxx, error }, "plots differ in height by more than its error");
  const power = sxy / (sxx - error);
  if (!(power > 0)) refuse("plots/biomass", power, "biomass rises with canopy height");
  const raised = (height: number): number => exp(power * ln(height));
  const scale = sumExact(plots.map(({ biomass }) => biomass)) / sumExact(plots.map(({ level }) => raised(level)));
  const heights = plots.map(({ level }) => level);
  return {
    power,
    scale,
    least: heights.reduce((a, b) => Math.min(a, b)),
    most: heights.reduce((a, b) => Math.max(a, b)),
    biomassAt: (height) => scale * raised(height),
  };
};
