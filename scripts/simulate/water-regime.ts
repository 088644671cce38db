import type { FieldRole } from "../../oracle/core/services/common/types.ts";
import type { Random } from "../../oracle/core/uncertainty/random.ts";

/** Days since the flooding for planting: drained from `from` until the day before `to`. */
export type DrainedSpell = { readonly from: number; readonly to: number };

/** Length of the rice season from flooding to harvest, days. */
export const SEASON_DAYS = 110;
/** Fields are drained for good this many days before harvest. */
const FINAL_DRAINAGE_DAYS = 12;
/** A control that drains at all does so for a few days only. */
const CONTROL_DRAINS = 0.25;

const wholeBetween = (random: Random, low: number, high: number): number =>
  low + Math.floor(random() * (high - low + 1));

const spellsFrom = (
  random: Random,
  start: number,
  count: number,
  shortest: number,
  longest: number,
): readonly DrainedSpell[] => {
  const spells: DrainedSpell[] = [];
  let from = start;
  for (let i = 0; i < count; i += 1) {
    const to = from + wholeBetween(random, shortest, longest);
    spells.push({ from, to });
    from = to + wholeBetween(random, 5, 8);
  }
  return spells;
};

/**
 * Drained spells of one field before its final drainage. Project fields practise alternate wetting and drying: one
 * extended or two shorter mid-season drainages. Controls stay flooded or drain once for three to five days.
 */
export const midSeasonSpells = (random: Random, role: FieldRole): readonly DrainedSpell[] => {
  const start = wholeBetween(random, 20, 24);
  if (role === "control") return random() < CONTROL_DRAINS ? spellsFrom(random, start, 1, 3, 5) : [];
  return random() < 0.25 ? spellsFrom(random, start, 1, 14, 18) : spellsFrom(random, start, 2, 10, 12);
};

/** Before planting (day < 0) a field is bare and dry, at the end it is drained for harvest. */
export const isFlooded = (spells: readonly DrainedSpell[], day: number): boolean =>
  day >= 0 && day < SEASON_DAYS - FINAL_DRAINAGE_DAYS && !spells.some(({ from, to }) => day >= from && day < to);
