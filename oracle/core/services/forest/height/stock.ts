import type { Stock } from "../growth/stock.ts";
import type { HeightModel } from "../model/height-model.ts";
import type { HeightRules } from "./terms.ts";

/**
 * Stock by a model of canopy height, within the range of the plots of all blocks: a model without one of them is asked within
 * it too. A project unit above their range is held at its end, and below it has lost the most that each metre can stand for;
 * a control below is held at the end, and above it has gained the most.
 *
 * @param factor Mg CO2e to a Mg of biomass above the ground.
 */
export const stockOf = (
  { biomassAt }: HeightModel,
  { least, most }: HeightModel,
  factor: number,
  { loss, plots }: Pick<HeightRules, "loss" | "plots">,
): Stock => {
  const at = (height: number): number => factor * biomassAt(height);
  const held = (height: number): number => at(Math.min(most, Math.max(least, height)));
  const mostPerM = factor * loss.mostBiomassPerM;
  const greatest = factor * plots.mostBiomass;
  return {
    ...{ at, least, most, greatest },
    lowest: (height) => Math.max(0, held(height) - mostPerM * Math.max(0, least - height)),
    highest: (height) => Math.min(greatest, held(height) + mostPerM * Math.max(0, height - most)),
  };
};
