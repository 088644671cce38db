import { sumExact } from "../raster/sum.ts";
import { studentQuantile } from "../uncertainty/student.ts";
import { refuse } from "./refuse.ts";

/** One unit's value, with a weight above zero and the cluster that it shares its chance with. */
export type Observed = { readonly value: number; readonly weight: number; readonly cluster: string };

/** The difference of two weighted means, with its error over independent clusters. */
export type Contrast = {
  /** Mean of each side, and of the project less the controls, in the unit of the values. */
  readonly project: number;
  readonly controls: number;
  readonly difference: number;
  readonly standardError: number;
  /** Satterthwaite's, above zero and seldom whole. */
  readonly degreesOfFreedom: number;
  /** Of the project alone and of the controls alone: the fewer of the two bounds the above from below. */
  readonly sides: { readonly project: number; readonly controls: number };
  readonly clusters: { readonly project: number; readonly controls: number; readonly all: number };
};

/** A cluster's share of its side's weight, and what its units add to the side's mean beyond that share of it. */
type Part = { readonly share: number; readonly beyond: number };

const ABSENT: Part = { share: 0, beyond: 0 };

const byCluster = (sample: readonly Observed[]): ReadonlyMap<string, readonly Observed[]> => {
  const groups = new Map<string, Observed[]>();
  for (const unit of sample) {
    const group = groups.get(unit.cluster);
    if (group === undefined) groups.set(unit.cluster, [unit]);
    else group.push(unit);
  }
  return groups;
};

const partsOf = (side: string, sample: readonly Observed[]): { mean: number; parts: ReadonlyMap<string, Part> } => {
  const total = sumExact(sample.map(({ weight }) => weight));
  const mean = sumExact(sample.map(({ value, weight }) => weight * value)) / total;
  const parts = new Map(
    [...byCluster(sample)].map(([cluster, units]): [string, Part] => [
      cluster,
      {
        share: sumExact(units.map(({ weight }) => weight)) / total,
        beyond: sumExact(units.map(({ value, weight }) => weight * (value - mean))) / total,
      },
    ]),
  );
  for (const [cluster, { share }] of parts) {
    if (!(share < 1)) {
      refuse("CONTROL_ONE_CLUSTER", `${side}/clusters`, cluster, "a side lies in two independent clusters or more");
    }
  }
  return { mean, parts };
};

const square = (x: number): number => x * x;

/**
 * Difference of the sides' weighted means with the bias-reduced cluster-robust error CR2: Bell and McCaffrey 2002, Survey
 * Methodology 28(2); Pustejovsky and Tipton 2018, Journal of Business and Economic Statistics 36(4); Imbens and Kolesar
 * 2016, Review of Economics and Statistics 98(4) (all from memory). A cluster may have units on both sides.
 *
 * In the regression on the two sides' indicators, with weights as inverse variances, the hat matrix of a cluster has rank
 * two, and its eigenvalues are the cluster's shares p and c of the two sides' weights: so the adjustment of residuals is
 * a division by sqrt(1 - p) and sqrt(1 - c). Satterthwaite's degrees of freedom are tr(S)^2 / tr(S^2). Of one side S has
 * p on the diagonal and -p' p' beside it, p' = p / sqrt(1 - p), and a trace of 1; the sides' are added in the ratio of
 * their estimated variances, as Welch 1947, Biometrika 34, does: project and controls need not be alike in noise.
 *
 * @throws SixfoldError CONTROL_ONE_CLUSTER
 */
export const contrastOf = (project: readonly Observed[], controls: readonly Observed[]): Contrast => {
  const [ours, theirs] = [partsOf("project", project), partsOf("controls", controls)];
  const clusters = [...new Set([...ours.parts.keys(), ...theirs.parts.keys()])];
  const both = clusters.map((cluster) => {
    const p = ours.parts.get(cluster) ?? ABSENT;
    const c = theirs.parts.get(cluster) ?? ABSENT;
    return { p, c, ownScore: p.beyond / Math.sqrt(1 - p.share), otherScore: c.beyond / Math.sqrt(1 - c.share) };
  });
  const sumOf = (term: (cluster: (typeof both)[number]) => number): number => sumExact(both.map(term));
  const shares = both.map(({ p, c }): readonly [number, number] => [p.share, c.share]);
  const ownVariance = sumOf(({ ownScore }) => square(ownScore));
  const otherVariance = sumOf(({ otherScore }) => square(otherScore));
  return {
    project: ours.mean,
    controls: theirs.mean,
    difference: ours.mean - theirs.mean,
    standardError: Math.sqrt(sumOf(({ ownScore, otherScore }) => square(ownScore - otherScore))),
    degreesOfFreedom: freedomOf(shares, ownVariance, otherVariance),
    sides: { project: freedomOf(shares, 1, 0), controls: freedomOf(shares, 0, 1) },
    clusters: { project: ours.parts.size, controls: theirs.parts.size, all: clusters.length },
  };
};

/** @param shares p and c of each cluster. Where nothing varies, the sides count alike. */
const freedomOf = (
  shares: readonly (readonly [number, number])[],
  ownVariance: number,
  otherVariance: number,
): number => {
  const all = ownVariance + otherVariance;
  const [own, other] = all > 0 ? [ownVariance / all, otherVariance / all] : [0.5, 0.5];
  const parts = shares.map(([p, c]) => ({
    diagonal: own * p + other * c,
    p: (p * p) / (1 - p),
    c: (c * c) / (1 - c),
    cross: (p * c) / Math.sqrt((1 - p) * (1 - c)),
  }));
  const sumOf = (term: (part: (typeof parts)[number]) => number): number => sumExact(parts.map(term));
  // All products of two clusters, less those of a cluster with itself.
  const beside =
    square(own * sumOf(({ p }) => p)) +
    2 * own * other * square(sumOf(({ cross }) => cross)) +
    square(other * sumOf(({ c }) => c)) -
    sumOf(({ p, c }) => square(own * p + other * c));
  return 1 / (sumOf(({ diagonal }) => square(diagonal)) + beside);
};

/**
 * Half the width of a contrast's two-sided interval.
 *
 * @param confidence between 0 and 1, as 0.9.
 */
export const halfWidthOf = ({ standardError, degreesOfFreedom }: Contrast, confidence: number): number =>
  standardError * studentQuantile((1 + confidence) / 2, degreesOfFreedom);

/**
 * Each side is asked alone, by how its weight lies in clusters and not by what was seen there: a limit on what both sides'
 * variances leave would let through just the cases in which the scarcer side's is underestimated.
 *
 * @throws SixfoldError CONTROL_FEW_CLUSTERS
 */
export const requireFreedom = ({ sides, clusters }: Contrast, least: number): void => {
  for (const side of ["project", "controls"] as const) {
    if (!(sides[side] >= least)) {
      const value = { degreesOfFreedom: sides[side], clusters: clusters[side] };
      refuse("CONTROL_FEW_CLUSTERS", `${side}/clusters`, value, `clusters leave at least ${least} degrees of freedom`);
    }
  }
};
