import { lognormal } from "../../uncertainty/sample.ts";
import { drainageVerdict, possibleDrainages } from "./drained-days.ts";
import {
  DAILY_EMISSION,
  dailyFactor,
  PRE_SEASON_FACTOR,
  seasonMethaneKgPerHa,
  WATER_REGIME_FACTOR,
} from "./emissions.ts";
import type { WaterRegime } from "./emissions.ts";
import type { IpccParameters } from "./terms.ts";
import type { Finding, Scheme } from "./scheme.ts";

const regimeOfCount = (drainages: number): WaterRegime =>
  drainages === 0 ? "continuous" : drainages === 1 ? "single" : "multiple";

/**
 * IPCC 2019 Refinement, volume 4, chapter 5: the water regime follows from the number of drainages, counted from
 * below for project fields and from above for controls.
 */
export const ipccScheme: Scheme<IpccParameters, WaterRegime> = {
  regimes: ["continuous", "single", "multiple"],

  least: ({ intervals }, _controls, { drainage }): Finding<WaterRegime> | undefined => {
    const verdicts = intervals.map((interval) => drainageVerdict(interval, drainage));
    const drained = intervals.filter((_, index) => verdicts[index] === "drained");
    if (drained.length === 0 && verdicts.includes("insufficient evidence")) return undefined;
    // The regime falls by one when a drainage on which it rests is false.
    const resting = Math.min(drained.length, 2);
    return {
      regime: regimeOfCount(drained.length),
      fallback: regimeOfCount(Math.max(0, resting - 1)),
      falseChance: resting * drainage.falseRate,
    };
  },

  most: ({ possible }, _controls, { drainage }) =>
    regimeOfCount(possible.reduce((sum, interval) => sum + possibleDrainages(interval, drainage), 0)),

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
