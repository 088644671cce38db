import type { Features } from "./features.ts";
import type { Matched } from "./match.ts";
import { momentsOf, weightedMoments } from "./moments.ts";
import { refuse } from "./refuse.ts";
import type { ControlRules } from "./rules.ts";
import { samplesOf } from "./samples.ts";
import type { Study } from "./units.ts";

/** How alike the sides are in one feature. */
export type BalanceRow = {
  /** A covariate, or `level` for that of the history. Its slope has a test of its own, `trendOf`. */
  readonly feature: string;
  /** Project mean less that of all eligible candidates, in pooled standard deviations, all units counted alike. */
  readonly before: number;
  /** Project mean less that of the controls, matched units by area, in the same standard deviations. */
  readonly after: number;
  /** Variance of the matched project units over that of their controls, by area. */
  readonly varianceRatio: number;
};

/** Nought over nought is no difference, and anything else over nought has no bound. */
const over = (difference: number, unit: number): number => (difference === 0 ? 0 : difference / unit);
const ratio = (a: number, b: number): number => (a === b ? 1 : a / b);

/** The balance of covariates and level. Both columns have the standard deviation of before (Stuart 2010, 4.1). */
export const balanceOf = (
  study: Study,
  features: Features,
  eligible: readonly number[],
  matched: readonly Matched[],
): readonly BalanceRow[] => {
  const { project, candidates, covariateNames } = study;
  const projectRows = project.ids.map((_, row) => row);
  const rowOf = (
    feature: string,
    deviation: number,
    [ours, theirs]: readonly [Float64Array, Float64Array],
    width = 1,
    at = 0,
  ): BalanceRow => {
    const before = momentsOf(ours, width, at, projectRows).mean - momentsOf(theirs, width, at, eligible).mean;
    const samples = samplesOf(
      study,
      matched,
      (row) => ours[row * width + at] as number,
      (row) => theirs[row * width + at] as number,
    );
    const [own, other] = [weightedMoments(samples.project), weightedMoments(samples.controls)];
    return {
      feature,
      before: over(before, deviation),
      after: over(own.mean - other.mean, deviation),
      varianceRatio: ratio(own.variance, other.variance),
    };
  };
  return [
    ...covariateNames.map((name, k) =>
      rowOf(
        name,
        features.covariateDeviations[k] as number,
        [project.covariates, candidates.covariates],
        covariateNames.length,
        k,
      ),
    ),
    rowOf("level", features.levelDeviation, [features.project.history.levels, features.candidates.history.levels]),
  ];
};

/** @throws SixfoldError CONTROL_UNBALANCED, of the first feature in which the sides are not alike. */
export const requireBalance = (
  rows: readonly BalanceRow[],
  { maxDifference, maxVarianceRatio }: Pick<ControlRules, "maxDifference" | "maxVarianceRatio">,
): void => {
  for (const { feature, after, varianceRatio } of rows) {
    if (!(Math.abs(after) <= maxDifference)) {
      const rule = `means differ by at most ${maxDifference} pooled standard deviations after matching`;
      refuse("CONTROL_UNBALANCED", `balance/${feature}/after`, String(after), rule);
    }
    if (!(varianceRatio <= maxVarianceRatio && varianceRatio >= 1 / maxVarianceRatio)) {
      const rule = `variances differ by a factor of at most ${maxVarianceRatio} after matching`;
      refuse("CONTROL_UNBALANCED", `balance/${feature}/varianceRatio`, String(varianceRatio), rule);
    }
  }
};
