import { refused } from "../../../errors.ts";
import { sumExact } from "../../../raster/sum.ts";
import { BEFORE } from "../growth/stock.ts";
import type { Stock } from "../growth/stock.ts";
import type { Unit } from "../growth/units.ts";
import type { PowerLine } from "../model/power-line.ts";
import type { LBandRules } from "./terms.ts";

/**
 * Stock by a line of power, within the range of the one that is used. Above saturation a project unit is held at its end, and
 * a control has gained there as much as the steepest curve or the quickest stand can; below the range a project unit has nothing, and a control is held.
 *
 * @param factor Mg CO2e to a Mg of biomass above the ground.
 * @param years between the two looks.
 */
export const stockOf = (
  { biomassAt, slope }: PowerLine,
  { least, most }: PowerLine,
  { factor, years }: { readonly factor: number; readonly years: number },
  { mostGrowth, mostBiomass, steepest }: LBandRules["footprints"],
): Stock => {
  const at = (level: number): number => factor * biomassAt(level);
  const greatest = factor * mostBiomass;
  return {
    ...{ at, least, most, greatest },
    lowest: (level) => (level < least ? 0 : at(Math.min(most, level))),
    highest: (level) => {
      const beyond = Math.min(mostGrowth * years, steepest * slope * Math.max(0, level - most));
      return Math.min(greatest, at(Math.min(most, Math.max(least, level))) + factor * beyond);
    },
  };
};

/** Ground that already stands above saturation can not be seen to grow. @throws SixfoldError SERVICE_SATURATED */
export const requireBelowSaturation = (
  claimed: readonly Unit[],
  { most }: PowerLine,
  { saturation, mostSaturatedShare }: LBandRules["footprints"],
): void => {
  const areaOf = (units: readonly Unit[]): number => sumExact(units.map(({ areaM2 }) => areaM2));
  const seen = claimed.filter(({ levels }) => levels !== undefined);
  const [all, above] = [seen, seen.filter(({ levels }) => levels!.at(BEFORE)! > most)].map(areaOf) as [number, number];
  if (above * 1000 <= mostSaturatedShare * all) return;
  const value = { aboveM2: Math.round(above), seenM2: Math.round(all) };
  const rule = `at most ${mostSaturatedShare} thousandths of the forest stand above ${saturation} Mg/ha, where L-band tells no growth`;
  throw refused("SERVICE_SATURATED", "ground", value, rule);
};
