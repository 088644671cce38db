import { SixfoldError } from "../errors.ts";
import { seededRandom } from "./random.ts";
import type { Random } from "./random.ts";

export type Simulation = {
  readonly mean: number;
  /** The 5th and 95th percentile of the draws. */
  readonly low: number;
  readonly high: number;
};

/** Fewer draws leave the 5th percentile itself too uncertain to deduct by: a floor of ours, not of a standard. */
export const MIN_DRAWS = 1_000;
export const MAX_DRAWS = 1_000_000;

/** The order statistic at rank ceil(p n) of ascending values: no interpolation, so nothing to round. */
export const quantileOfSorted = (ascending: Float64Array, p: number): number =>
  ascending[Math.min(ascending.length - 1, Math.max(0, Math.ceil(p * ascending.length) - 1))] as number;

/**
 * IPCC 2006 volume 1, chapter 3, approach 2. Draws are made one after another from one seeded generator, the mean is
 * summed in draw order and the percentiles are order statistics, so equal seeds give equal bits.
 *
 * @param model one draw of the quantity; must be finite.
 * @throws SixfoldError UNCERTAINTY_DRAWS, UNCERTAINTY_NOT_FINITE
 */
export const simulate = ({
  seed,
  draws,
  model,
}: {
  readonly seed: bigint;
  readonly draws: number;
  readonly model: (random: Random) => number;
}): Simulation => {
  if (!Number.isInteger(draws) || draws < MIN_DRAWS || draws > MAX_DRAWS) {
    throw new SixfoldError({
      code: "UNCERTAINTY_DRAWS",
      failure: "check",
      field: "draws",
      value: draws,
      rule: `an integer from ${MIN_DRAWS} to ${MAX_DRAWS}`,
    });
  }
  const random = seededRandom(seed);
  const values = new Float64Array(draws);
  let sum = 0;
  for (let draw = 0; draw < draws; draw += 1) {
    const value = model(random);
    if (!Number.isFinite(value)) {
      throw new SixfoldError({
        code: "UNCERTAINTY_NOT_FINITE",
        failure: "check",
        field: `draws/${draw}`,
        value: String(value),
        rule: "every draw is a finite number",
      });
    }
    values[draw] = value;
    sum += value;
  }
  values.sort();
  return { mean: sum / draws, low: quantileOfSorted(values, 0.05), high: quantileOfSorted(values, 0.95) };
};

/**
 * Half-width at 90 % around an estimate that need not be the centre of the draws: the longer arm, so that neither
 * skewness nor a mean below the estimate favours the seller (L15).
 */
export const halfWidthAround = (estimate: number, { low, high }: Simulation): number =>
  Math.max(0, estimate - low, high - estimate);
