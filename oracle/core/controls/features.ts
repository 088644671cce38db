import { historyOf } from "./history.ts";
import type { History } from "./history.ts";
import { momentsOf, pooledDeviation } from "./moments.ts";
import type { Study, Units } from "./units.ts";

/** Units as they are compared. */
export type Side = {
  /** Units x width, row by row: scaled covariates, then scaled looks. Rows are those of the side's units. */
  readonly scaled: Float64Array;
  readonly history: History;
};

/** Project and candidates on one scale. The squared distance of two rows is their distance. */
export type Features = {
  readonly width: number;
  readonly project: Side;
  readonly candidates: Side;
  /** Pooled standard deviation of the level. */
  readonly levelDeviation: number;
  readonly covariateDeviations: readonly number[];
};

/** Factor that makes `parts` features of this deviation one half of a distance; one that never varies tells nothing. */
const scaleOf = (deviation: number, parts: number): number =>
  deviation === 0 ? 0 : 1 / (deviation * Math.sqrt(parts));

const scaledRows = (units: Units, study: Study, looks: number, scales: readonly number[]): Float64Array => {
  const covariates = study.covariateNames.length;
  const width = covariates + looks;
  const scaled = new Float64Array(units.ids.length * width);
  for (let unit = 0; unit < units.ids.length; unit += 1) {
    for (let k = 0; k < width; k += 1) {
      const value =
        k < covariates
          ? units.covariates[unit * covariates + k]
          : units.history[unit * study.days.length + k - covariates];
      scaled[unit * width + k] = (value as number) * (scales[k] as number);
    }
  }
  return scaled;
};

/**
 * Covariates and the first `looks` looks, each in pooled standard deviations of project and eligible candidates. The
 * squared distance is the mean of the covariates' squared differences plus the mean of the looks': neither kind
 * outweighs the other by being many. Mahalanobis's distance is not used: it does worse with more than about eight
 * features (Gu and Rosenbaum 1993, Journal of Computational and Graphical Statistics 2; Stuart 2010, section 2.2).
 *
 * @param eligible rows of candidates, at least two. The project has at least two units as well.
 */
export const featuresOf = (study: Study, eligible: readonly number[], looks: number): Features => {
  const { project, candidates, covariateNames, days } = study;
  const projectRows = project.ids.map((_, row) => row);
  const deviation = (a: Float64Array, b: Float64Array, width: number, at: number): number =>
    pooledDeviation(momentsOf(a, width, at, projectRows), momentsOf(b, width, at, eligible));
  const covariateDeviations = covariateNames.map((_, k) =>
    deviation(project.covariates, candidates.covariates, covariateNames.length, k),
  );
  const used = days.slice(0, looks);
  const scales = [
    ...covariateDeviations.map((own) => scaleOf(own, covariateNames.length)),
    ...used.map((_, look) => scaleOf(deviation(project.history, candidates.history, days.length, look), looks)),
  ];
  const sideOf = (units: Units): Side => ({
    scaled: scaledRows(units, study, looks, scales),
    history: historyOf(units.history, days.length, used),
  });
  const [ours, theirs] = [sideOf(project), sideOf(candidates)];
  return {
    width: scales.length,
    project: ours,
    candidates: theirs,
    levelDeviation: deviation(ours.history.levels, theirs.history.levels, 1, 0),
    covariateDeviations,
  };
};
