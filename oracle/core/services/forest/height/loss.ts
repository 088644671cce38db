import type { Finding } from "../../common/outcome.ts";
import { wholeDown, wholeUp } from "../../common/whole.ts";
import { carbonDioxideOf } from "../carbon/carbon.ts";
import { correlatedMean } from "../spatial/correlated-mean.ts";
import type { CorrelatedMean, GridValue } from "../spatial/correlated-mean.ts";
import type { CellPart } from "./cells-seen.ts";
import type { HeightParameters } from "./parameters.ts";

/** How the claim's mean canopy height changed. */
export type HeightChange = {
  /** Claimed cells that were seen, with what their mean heights changed by, m, weighted by what was seen of them, m2. */
  readonly cells: readonly GridValue[];
  readonly mean: CorrelatedMean;
  /** Of the mean with what a survey's own error adds, m. */
  readonly standardError: number;
  /** Two-sided 90 % interval, m. */
  readonly lower: number;
  readonly upper: number;
  readonly claimedM2: number;
  readonly observedM2: number;
};

/** Least share of a claimed part's pixels that makes its mean one of the cell. */
const LEAST_SEEN = 0.5;

/**
 * Mean change of height over the claimed cells, by what was seen of them, with the correlation of neighbours; undefined where
 * fewer than two cells were seen.
 *
 * @throws SixfoldError SERVICE_CELLS
 */
export const heightChange = (
  parts: readonly CellPart[],
  { loss: { surveyBiasM } }: Pick<HeightParameters, "loss">,
): HeightChange | undefined => {
  const claimed = parts.filter(({ isClaimed }) => isClaimed);
  const cells = claimed
    .filter(({ areaM2, seenM2 }) => seenM2 > 0 && seenM2 >= LEAST_SEEN * areaM2)
    .map(({ col, row, seenM2, pixels, sums }) => ({
      ...{ col, row, weight: seenM2 },
      value: ((sums.at(-1) as number) - (sums.at(-2) as number)) / pixels,
    }));
  if (cells.length < 2) return undefined;
  const mean = correlatedMean(cells);
  const standardError = Math.sqrt(mean.standardError * mean.standardError + surveyBiasM * surveyBiasM);
  const half =
    mean.standardError > 0 ? mean.halfWidth(0.9) * (standardError / mean.standardError) : NORMAL_90 * standardError;
  const sumOf = (area: (part: CellPart) => number): number => claimed.reduce((sum, part) => sum + area(part), 0);
  return {
    cells,
    mean,
    standardError,
    lower: mean.mean - half,
    upper: mean.mean + half,
    claimedM2: sumOf(({ areaM2 }) => areaM2),
    observedM2: sumOf(({ seenM2 }) => seenM2),
  };
};

/** Half of the two-sided 90 % interval of a normal error, in standard deviations. */
export const NORMAL_90 = 1.6448536269514722;

const KG_PER_MG = 1000;
const M2_PER_HA = 10_000;

const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/**
 * A loss, where the 90 % interval of the claim's mean change lies below zero: it needs no control and no plot. Trees fell,
 * and whatever they weighed in truth, the bounds hold it: the interval's nearer end with the least biomass that a metre of
 * canopy stands for, and its farther one with the most. Ground that was not seen may have lost all (L15).
 */
export const lossOf = (
  change: HeightChange,
  parameters: HeightParameters,
): Pick<Finding, "verdict" | "cause" | "reason" | "lowerM2" | "upperM2" | "lowerKg" | "upperKg"> | undefined => {
  if (!(change.upper < 0)) return undefined;
  const { dropM, noiseM, leastBiomassPerM, mostBiomassPerM } = parameters.loss;
  const { mostBiomass } = parameters.plots;
  const fallen = (by: number): number =>
    change.cells.reduce((sum, { value, weight }) => (value <= -by ? sum + weight : sum), 0);
  const unseenM2 = Math.max(0, change.claimedM2 - change.observedM2);
  const claimed = wholeDown(change.claimedM2);
  // The share of roots depends on biomass: each bound takes the ratio of its own side.
  const factors = [carbonDioxideOf(parameters.zone, 0), carbonDioxideOf(parameters.zone, mostBiomass)];
  const [lowest, highest] = [Math.min(...factors) * KG_PER_MG, Math.max(...factors) * KG_PER_MG];
  const observedHa = change.observedM2 / M2_PER_HA;
  return {
    verdict: "loss",
    cause: "canopy-loss",
    reason: "",
    lowerM2: least(wholeDown(fallen(dropM)), claimed),
    upperM2: least(wholeUp(fallen(noiseM) + unseenM2), claimed),
    lowerKg: wholeDown(-change.upper * leastBiomassPerM * lowest * observedHa),
    upperKg: wholeUp((-change.lower * mostBiomassPerM * observedHa + (mostBiomass * unseenM2) / M2_PER_HA) * highest),
  };
};
