import { refused } from "../../../errors.ts";
import { wholeDown, wholeUp } from "../../common/whole.ts";
import { correlatedMean } from "./correlated-mean.ts";
import type { CorrelatedMean, GridValue } from "./correlated-mean.ts";
import type { CellPart } from "./cells-seen.ts";
import type { Lattice } from "./lattice.ts";
import type { GroundRules } from "./rules.ts";

/** How the mean level of the claim changed between the two looks. */
export type Change = {
  /** Claimed cells that were seen, with what they changed by, weighted by what was seen of them, m2. */
  readonly cells: readonly GridValue[];
  readonly mean: CorrelatedMean;
  /** Of the mean with what a whole look's own error adds. */
  readonly standardError: number;
  /** Two-sided 90 % interval. */
  readonly lower: number;
  readonly upper: number;
  readonly claimedM2: number;
  readonly observedM2: number;
};

/** Half of the two-sided 90 % interval of a normal error, in standard deviations. */
export const NORMAL_90 = 1.6448536269514722;

/** Least share of a claimed part's pixels that makes its mean one of the cell. */
const LEAST_SEEN = 0.5;

/**
 * Mean change over the claimed cells, by what was seen of them, with the correlation of neighbours; undefined where fewer
 * than two cells were seen.
 *
 * @param changeOf what a cell changed by.
 * @param sharedError standard deviation of an error that all cells of a look share.
 * @throws SixfoldError SERVICE_CELLS
 */
export const changeOver = (
  parts: readonly CellPart[],
  changeOf: (part: CellPart) => number,
  sharedError: number,
): Change | undefined => {
  const claimed = parts.filter(({ isClaimed }) => isClaimed);
  const cells = claimed
    .filter(({ areaM2, seenM2 }) => seenM2 > 0 && seenM2 >= LEAST_SEEN * areaM2)
    .map((part) => ({ col: part.col, row: part.row, weight: part.seenM2, value: changeOf(part) }));
  if (cells.length < 2) return undefined;
  const mean = correlatedMean(cells);
  const standardError = Math.sqrt(mean.standardError * mean.standardError + sharedError * sharedError);
  const half =
    mean.standardError > 0 ? mean.halfWidth(0.9) * (standardError / mean.standardError) : NORMAL_90 * standardError;
  const sumOf = (area: (part: CellPart) => number): number => claimed.reduce((sum, part) => sum + area(part), 0);
  return {
    ...{ cells, mean, standardError },
    lower: mean.mean - half,
    upper: mean.mean + half,
    claimedM2: sumOf(({ areaM2 }) => areaM2),
    observedM2: sumOf(({ seenM2 }) => seenM2),
  };
};

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * Bounds of the area that fell: cells that fell beyond doubt, and with those that may have and what was not seen (L15).
 *
 * @param drop, noise by how much a cell fell.
 */
export const areaBounds = ({ cells, claimedM2, observedM2 }: Change, drop: number, noise: number) => {
  const fallen = (by: number): number =>
    cells.reduce((sum, { value, weight }) => (value <= -by ? sum + weight : sum), 0);
  const unseenM2 = Math.max(0, claimedM2 - observedM2);
  const claimed = wholeDown(claimedM2);
  return {
    unseenM2,
    lowerM2: least(wholeDown(fallen(drop)), claimed),
    upperM2: least(wholeUp(fallen(noise) + unseenM2), claimed),
  };
};

/** @throws SixfoldError SERVICE_NOT_SEEN */
export const requireSeen = (change: Change | undefined, { leastShare }: Pick<GroundRules, "leastShare">): Change => {
  if (change === undefined || change.observedM2 * 1000 < leastShare * change.claimedM2) {
    const value = { observedM2: Math.floor(change?.observedM2 ?? 0), claimedM2: Math.floor(change?.claimedM2 ?? 0) };
    throw refused(
      "SERVICE_NOT_SEEN",
      "ground",
      value,
      `at least ${leastShare} thousandths of the claim are seen at all dates`,
    );
  }
  return change;
};

/** How far cells are alike, m: along the longer of a cell's sides. */
export const correlatedToM = ({ mean }: Change, { cellM }: Lattice): number => mean.range * Math.max(...cellM);

/**
 * Clusters stand for independent ground only where cells of two of them are no longer alike.
 *
 * @throws SixfoldError SERVICE_CLUSTERS
 */
export const requireIndependent = (
  change: Change,
  lattice: Lattice,
  { clusterM }: Pick<GroundRules, "clusterM">,
): void => {
  const rangeM = correlatedToM(change, lattice);
  if (rangeM > clusterM)
    throw refused("SERVICE_CLUSTERS", "ground/clusterM", rangeM, `changes are alike over at most ${clusterM} m`);
};

const rounded = (value: number): number => Math.round(value * 1e6) / 1e6;

/** A change as diagnostics state it. */
export const changeFigures = (change: Change, lattice: Lattice) => ({
  mean: rounded(change.mean.mean),
  lower90: rounded(change.lower),
  upper90: rounded(change.upper),
  standardError: rounded(change.standardError),
  independentError: rounded(change.mean.independentError),
  correlatedToM: correlatedToM(change, lattice),
});
