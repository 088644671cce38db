import type { Unit, Units } from "../growth/units.ts";
import { isForest } from "../radar/forest-mask.ts";
import { decibels } from "../radar/palsar.ts";
import { BEFORE } from "../growth/stock.ts";

/** HH of the pair, after all looks in HV. */
const PAIR = 2;

/** Backscatter of a city or of water is none that a rule for forest is asked about. */
const isSayable = (...powers: readonly number[]): boolean =>
  powers.every((power) => power > 0 && decibels(power) > -60 && decibels(power) < 0);

/**
 * A unit with its levels in HV alone, linear power; without any where it was no forest at the earlier look. Powers are
 * averaged over the unit before they are judged: a single pixel's speckle would decide otherwise.
 */
const forestUnit =
  (region: string) =>
  (unit: Unit): Unit => {
    const hv = unit.levels?.slice(0, -PAIR);
    const [hh, before] = [unit.levels?.at(-PAIR), hv?.at(BEFORE)];
    const isWood =
      hh !== undefined &&
      before !== undefined &&
      isSayable(hh, before) &&
      isForest(region, decibels(hh), decibels(before));
    return { ...unit, levels: isWood ? hv : undefined };
  };

/** Forest by the thresholds of a region; all other ground is ground that was not seen. @throws SixfoldError SERVICE_REGION */
export const forestUnits = ({ claimed, belt, others }: Units, region: string): Units => {
  const judge = forestUnit(region);
  return { claimed: claimed.map(judge), belt: belt.map(judge), others: others.map(judge) };
};
