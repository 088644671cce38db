import type { Finding } from "../../common/outcome.ts";
import { wholeDown, wholeUp } from "../../common/whole.ts";
import { carbonDioxideOf } from "../carbon/carbon.ts";
import type { CellPart } from "../growth/cells-seen.ts";
import { areaBounds, changeOver } from "../growth/change.ts";
import type { Change } from "../growth/change.ts";
import type { HeightParameters } from "./terms.ts";

/**
 * Mean change of canopy height over the claim, m.
 *
 * @throws SixfoldError SERVICE_CELLS
 */
export const heightChange = (
  parts: readonly CellPart[],
  { loss: { surveyBiasM } }: Pick<HeightParameters, "loss">,
): Change | undefined =>
  changeOver(parts, ({ sums, pixels }) => ((sums.at(-1) as number) - (sums.at(-2) as number)) / pixels, surveyBiasM);

const KG_PER_MG = 1000;
const M2_PER_HA = 10_000;

/**
 * A loss, where the 90 % interval of the claim's mean change lies below zero: it needs no control and no plot. Trees fell,
 * and whatever they weighed in truth, the bounds hold it: the interval's nearer end with the least biomass that a metre of
 * canopy stands for, and its farther one with the most. Ground that was not seen may have lost all (L15).
 */
export const lossOf = (
  change: Change,
  parameters: HeightParameters,
): Pick<Finding, "verdict" | "cause" | "reason" | "lowerM2" | "upperM2" | "lowerKg" | "upperKg"> | undefined => {
  if (!(change.upper < 0)) return undefined;
  const { dropM, noiseM, leastBiomassPerM, mostBiomassPerM } = parameters.loss;
  const { mostBiomass } = parameters.plots;
  // The share of roots depends on biomass: each bound takes the ratio of its own side.
  const factors = [carbonDioxideOf(parameters.zone, 0), carbonDioxideOf(parameters.zone, mostBiomass)];
  const [lowest, highest] = [Math.min(...factors) * KG_PER_MG, Math.max(...factors) * KG_PER_MG];
  const observedHa = change.observedM2 / M2_PER_HA;
  const { unseenM2, ...area } = areaBounds(change, dropM, noiseM);
  return {
    verdict: "loss",
    cause: "canopy-loss",
    reason: "",
    ...area,
    lowerKg: wholeDown(-change.upper * leastBiomassPerM * lowest * observedHa),
    upperKg: wholeUp((-change.lower * mostBiomassPerM * observedHa + (mostBiomass * unseenM2) / M2_PER_HA) * highest),
  };
};
