import type { Outcome } from "../../../controls/difference.ts";
import type { HeightModel } from "../model/height-model.ts";
import type { HeightRules } from "./parameters.ts";
import type { Unit } from "./units.ts";

/** Stock by height, Mg CO2e/ha. */
export type Stock = {
  /** At a height within the range of the plots. */
  readonly at: (height: number) => number;
  /** The range of the plots, m. */
  readonly least: number;
  readonly most: number;
  /** The most that a metre of canopy beyond the range can stand for. */
  readonly mostPerM: number;
  /** Greatest stock of any stand. */
  readonly greatest: number;
};

/**
 * Stock by a model, within the range of the plots of all blocks: a model without one of them is asked within it too.
 *
 * @param factor Mg CO2e to a Mg of biomass above the ground.
 */
export const stockOf = (
  { biomassAt }: HeightModel,
  { least, most }: HeightModel,
  factor: number,
  { loss, plots }: Pick<HeightRules, "loss" | "plots">,
): Stock => ({
  ...{ least, most },
  at: (height) => factor * biomassAt(height),
  mostPerM: factor * loss.mostBiomassPerM,
  greatest: factor * plots.mostBiomass,
});

/** The earlier survey, among a unit's looks. */
export const BEFORE = -2;

/** Whether the earlier survey, from which change counts, lies where the model was fitted. */
export const isKnown = ({ least, most }: Stock, { heights }: Unit): boolean => {
  const height = heights?.at(BEFORE);
  return height !== undefined && height >= least && height <= most;
};

/**
 * What the later survey says of a unit. The model is never carried beyond its plots: there the doubt costs the seller. A
 * project unit above their range is held at its end, and below it has lost the most that each metre can stand for; a
 * control below is held at the end, and above it has gained the most.
 */
export const outcomeOf = (side: "project" | "controls", { heights }: Unit, stock: Stock): Outcome => {
  const height = heights?.at(-1);
  if (height === undefined) return { refused: "unit-not-seen" };
  const { at, least, most, mostPerM, greatest } = stock;
  const held = at(Math.min(most, Math.max(least, height)));
  if (side === "project") return Math.max(0, held - mostPerM * Math.max(0, least - height));
  return Math.min(greatest, held + mostPerM * Math.max(0, height - most));
};
