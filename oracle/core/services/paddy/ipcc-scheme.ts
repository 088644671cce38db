import { lognormal } from "../../uncertainty/sample.ts";
import type { DrainageChances } from "./chances.ts";
import {
  DAILY_EMISSION,
  dailyFactor,
  PRE_SEASON_FACTOR,
  seasonMethaneKgPerHa,
  WATER_REGIME_FACTOR,
} from "./emissions.ts";
import type { WaterRegime } from "./emissions.ts";
import type { IpccParameters } from "./terms.ts";
import type { RegimeChances, Scheme } from "./scheme.ts";

const regimesOf = ({ once, twice }: DrainageChances): RegimeChances<WaterRegime> => ({
  continuous: 1 - once,
  single: once - twice,
  multiple: twice,
});

const oddsOf = (chance: number): number => chance / (1 - chance);

/** Whether looks make something so many times likelier than it was before them. What can not be is never shown. */
export const isShown = (chance: number, before: number, minBayesFactor: number): boolean =>
  chance > 0 && oddsOf(chance) >= minBayesFactor * oddsOf(before);

const shown = (chance: number, before: number, minBayesFactor: number): number =>
  isShown(chance, before, minBayesFactor) ? chance : 0;

/**
 * IPCC 2019 Refinement, volume 4, chapter 5: the water regime follows from the number of drainages. Both sides' are counted by
 * the same chances. A project field's count only where its looks speak for them: what was likely before any look is no
 * evidence.
 */
export const ipccScheme: Scheme<IpccParameters, WaterRegime> = {
  regimes: ["continuous", "single", "multiple"],

  least: ({ chances }, _controls, { drainage: { minBayesFactor }, inundation: { certainty } }) => {
    if (chances === undefined) return undefined;
    const { least, most, before } = chances;
    const once = shown(least.once, before.once, minBayesFactor);
    if (once === 0 && most.once > 1 - certainty) return undefined;
    return regimesOf({ once, twice: Math.min(once, shown(least.twice, before.twice, minBayesFactor)) });
  },

  most: ({ chances }) => regimesOf(chances?.most ?? { once: 1, twice: 1 }),

  methane: (parameters, random) => {
    const draw = (range: { estimate: number; low: number; high: number }): number =>
      random === undefined ? range.estimate : lognormal(random, range);
    const dailyEmission = draw(DAILY_EMISSION[parameters.region] as { estimate: number; low: number; high: number });
    const water = {
      continuous: WATER_REGIME_FACTOR.continuous.estimate,
      single: draw(WATER_REGIME_FACTOR.single),
      multiple: draw(WATER_REGIME_FACTOR.multiple),
    };
    const preSeason = draw(PRE_SEASON_FACTOR[parameters.preSeason]);
    return (seasonIndex, regime) =>
      seasonMethaneKgPerHa(
        dailyFactor({ dailyEmission, water: water[regime], preSeason }),
        parameters.seasons[seasonIndex]?.cultivationDays ?? 0,
      );
  },
};
