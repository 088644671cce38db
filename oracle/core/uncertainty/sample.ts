import { SixfoldError } from "../errors.ts";
import { exp, ln } from "../math.ts";
import { normalCdf, normalQuantile } from "./normal.ts";
import type { Random } from "./random.ts";

/** The 97.5 % standard normal quantile: half the width of a 95 % range in standard deviations. */
const Z_975 = 1.959963984540054;

/** A central estimate with the 95 % range its source prints around it, in the unit of the estimate. */
export type RangedEstimate = { readonly estimate: number; readonly low: number; readonly high: number };

const refuse = (code: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code, failure: "check", field: "distribution", value, rule });
};

/** A standard normal deviate by inversion: one uniform each, so that draws stay aligned between runs. */
export const standardNormal = (random: Random): number => normalQuantile(random());

/**
 * A normal deviate kept within [low, high] by inversion of the truncated distribution function.
 *
 * @throws SixfoldError UNCERTAINTY_DISTRIBUTION unless sd > 0 and low < high.
 */
export const truncatedNormal = (
  random: Random,
  { mean, sd, low, high }: { readonly mean: number; readonly sd: number; readonly low: number; readonly high: number },
): number => {
  if (!(sd > 0 && low < high)) {
    return refuse("UNCERTAINTY_DISTRIBUTION", { mean, sd, low, high }, "a truncated normal has sd > 0 and low < high");
  }
  const [below, above] = [normalCdf((low - mean) / sd), normalCdf((high - mean) / sd)];
  const probability = below + random() * (above - below);
  if (!(probability > 0 && probability < 1)) return mean < low ? low : high;
  return Math.min(high, Math.max(low, mean + sd * normalQuantile(probability)));
};

/**
 * A triangular deviate by inversion (IPCC 2006 volume 1, chapter 3, section 3.2.2.4 allows it for expert ranges).
 *
 * @throws SixfoldError UNCERTAINTY_DISTRIBUTION unless low <= mode <= high and low < high.
 */
export const triangular = (
  random: Random,
  { low, mode, high }: { readonly low: number; readonly mode: number; readonly high: number },
): number => {
  if (!(low <= mode && mode <= high && low < high)) {
    return refuse("UNCERTAINTY_DISTRIBUTION", { low, mode, high }, "a triangle has low <= mode <= high and low < high");
  }
  const u = random();
  const rising = (mode - low) / (high - low);
  return u < rising
    ? low + Math.sqrt(u * (high - low) * (mode - low))
    : high - Math.sqrt((1 - u) * (high - low) * (high - mode));
};

/**
 * A lognormal deviate with median `estimate`, whose 95 % range is about [low, high]: the standard deviation of the
 * logarithm is (ln high - ln low) / (2 * 1.96). A range of no width gives the estimate itself.
 *
 * @throws SixfoldError UNCERTAINTY_DISTRIBUTION unless 0 < low <= estimate <= high.
 */
export const lognormal = (random: Random, { estimate, low, high }: RangedEstimate): number => {
  if (!(low > 0 && low <= estimate && estimate <= high)) {
    return refuse("UNCERTAINTY_DISTRIBUTION", { estimate, low, high }, "a range has 0 < low <= estimate <= high");
  }
  return estimate * exp((standardNormal(random) * (ln(high) - ln(low))) / (2 * Z_975));
};
