import { SixfoldError } from "../errors.ts";

export type StratifiedEstimate = {
  /** Area of each reference class with its standard error, in the unit of the mapped areas. */
  readonly areas: readonly { readonly area: number; readonly standardError: number }[];
  readonly usersAccuracy: readonly number[];
  readonly producersAccuracy: readonly number[];
  readonly overallAccuracy: number;
  readonly overallStandardError: number;
};

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code: "UNCERTAINTY_SAMPLE", failure: "check", field, value, rule });
};

/**
 * Class areas and accuracies from a stratified random reference sample whose strata are the map's classes:
 * Olofsson et al. 2014, "Good practices for estimating area and assessing accuracy of land change", Remote Sensing of
 * Environment 148, equations 1 to 11. A 95 % interval is 1.96 standard errors to either side.
 *
 * @param counts square: counts[i][j] sample units of map class i found to be reference class j.
 * @param mappedAreas area of each map class, > 0.
 * @throws SixfoldError UNCERTAINTY_SAMPLE, also where a stratum has fewer than two units: its error is undefined.
 */
export const stratifiedEstimate = (
  counts: readonly (readonly number[])[],
  mappedAreas: readonly number[],
): StratifiedEstimate => {
  const classes = mappedAreas.length;
  if (classes === 0 || counts.length !== classes || counts.some((row) => row.length !== classes)) {
    refuse("counts", counts, "a square matrix with one row per mapped class");
  }
  if (mappedAreas.some((area) => !(area > 0))) refuse("mappedAreas", mappedAreas, "every mapped area is above zero");
  if (counts.flat().some((count) => !Number.isInteger(count) || count < 0)) {
    refuse("counts", counts, "counts are integers of zero or more");
  }
  const sampled = counts.map((row) => row.reduce((sum, count) => sum + count, 0));
  if (sampled.some((count) => count < 2)) refuse("counts", sampled, "every stratum has at least two sample units");

  const total = mappedAreas.reduce((sum, area) => sum + area, 0);
  const weights = mappedAreas.map((area) => area / total);
  const share = (i: number, j: number): number => (counts[i]?.[j] as number) / (sampled[i] as number);
  const indices = mappedAreas.map((_, index) => index);
  const sumOver = (term: (i: number) => number): number => indices.reduce((sum, i) => sum + term(i), 0);
  const variance = (i: number, p: number): number =>
    ((weights[i] as number) * (weights[i] as number) * p * (1 - p)) / ((sampled[i] as number) - 1);

  const areaShares = indices.map((j) => sumOver((i) => (weights[i] as number) * share(i, j)));
  return {
    areas: indices.map((j) => ({
      area: total * (areaShares[j] as number),
      standardError: total * Math.sqrt(sumOver((i) => variance(i, share(i, j)))),
    })),
    usersAccuracy: indices.map((i) => share(i, i)),
    producersAccuracy: indices.map((j) => ((weights[j] as number) * share(j, j)) / (areaShares[j] as number)),
    overallAccuracy: sumOver((i) => (weights[i] as number) * share(i, i)),
    overallStandardError: Math.sqrt(sumOver((i) => variance(i, share(i, i)))),
  };
};
