import type { Outcome } from "../../../controls/difference.ts";
import type { Unit } from "./units.ts";

/** Stock by level of what is looked at, Mg CO2e/ha. A model is never carried beyond what calibrated it. */
export type Stock = {
  /** At a level from `least` to `most`, that calibrated the model. */
  readonly at: (level: number) => number;
  readonly least: number;
  readonly most: number;
  /** At any level: the least that it may stand for, and the most. There the doubt costs the seller. */
  readonly lowest: (level: number) => number;
  readonly highest: (level: number) => number;
  /** Greatest stock of any stand. */
  readonly greatest: number;
};

/** The earlier look of the pair, among a unit's levels. */
export const BEFORE = -2;

/** Whether the earlier look, from which change counts, lies where the model was calibrated. */
export const isKnown = ({ least, most }: Stock, { levels }: Unit): boolean => {
  const level = levels?.at(BEFORE);
  return level !== undefined && level >= least && level <= most;
};

/** What the later look says of a unit. */
export const outcomeOf = (side: "project" | "controls", { levels }: Unit, stock: Stock): Outcome => {
  const level = levels?.at(-1);
  if (level === undefined) return { refused: "unit-not-seen" };
  return side === "project" ? stock.lowest(level) : stock.highest(level);
};
