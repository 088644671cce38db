import type { RangedEstimate } from "../../uncertainty/sample.ts";

/* IPCC 2019 Refinement, volume 4, chapter 5, section 5.5. Table numbers are given with each table; unless marked
 * "read", a table was not re-read for this file and is as quoted in secondary sources. */

/** Water during the season of an irrigated field. */
export type WaterRegime = "continuous" | "single" | "multiple";

/**
 * Daily baseline emission factor EFc for continuously flooded fields without organic amendments, kg CH4/ha/day, with
 * its 95 % range: table 5.11. World: read in a third party's use; East Asia and the others not re-read. Ranges of the
 * regions other than East Asia could not be found and are the world's, scaled.
 */
export const DAILY_EMISSION: Readonly<Record<string, RangedEstimate>> = {
  world: { estimate: 1.19, low: 0.8, high: 1.76 },
  "east-asia": { estimate: 1.32, low: 0.89, high: 1.96 },
  "south-east-asia": { estimate: 1.22, low: 0.82, high: 1.81 },
  "south-asia": { estimate: 0.85, low: 0.57, high: 1.26 },
};

/**
 * Scaling factor SFw of the water regime during cultivation, irrigated: table 5.12, with 95 % ranges (ranges not
 * re-read). It is a ratio to continuous flooding, which therefore is 1 by definition: the scatter that the table
 * prints for it (0.73 to 1.27) is already in the range of EFc.
 */
export const WATER_REGIME_FACTOR: Readonly<Record<WaterRegime, RangedEstimate>> = {
  continuous: { estimate: 1, low: 1, high: 1 },
  single: { estimate: 0.71, low: 0.53, high: 0.94 },
  multiple: { estimate: 0.55, low: 0.41, high: 0.72 },
};

/**
 * Scaling factor SFp of the water regime before cultivation, with 95 % ranges: table 5.13, not re-read, the ranges from
 * memory. Fields flooded for more than 30 days before (2.41) are left out: no scene before the season is read, and to declare
 * it would more than double the credit.
 */
export const PRE_SEASON_FACTOR = {
  "not-flooded-under-180-days": { estimate: 1, low: 0.88, high: 1.12 },
  "not-flooded-over-180-days": { estimate: 0.89, low: 0.8, high: 0.99 },
  "not-flooded-over-365-days": { estimate: 0.59, low: 0.41, high: 0.84 },
} as const satisfies Readonly<Record<string, RangedEstimate>>;

export type PreSeason = keyof typeof PRE_SEASON_FACTOR;

/**
 * Shortest and longest cultivation, days: the range that table 5.11A gives for South-East Asia, not re-read. No variety
 * that is credited grows longer, wherever it is.
 */
export const CULTIVATION_DAYS = { least: 78, most: 150 } as const;

/**
 * EF = EFc * SFw * SFp, kg CH4/ha/day: equation 5.2 without its factor SFo of organic amendments, which is never below 1.
 * What is ploughed in is not seen from space, and to declare more of it would raise the credit: so it counts for nothing.
 */
export const dailyFactor = (factors: {
  readonly dailyEmission: number;
  readonly water: number;
  readonly preSeason: number;
}): number => factors.dailyEmission * factors.water * factors.preSeason;

/** CH4 of one season, kg/ha: equation 5.1 per hectare. */
export const seasonMethaneKgPerHa = (dailyFactorKgPerHa: number, cultivationDays: number): number =>
  dailyFactorKgPerHa * cultivationDays;

/**
 * Direct N2O-N of nitrogen applied to flooded rice, EF1FR, kg N2O-N/kg N: 2019 Refinement, volume 4, chapter 11, table
 * 11.1, not re-read. The upper end of the drained range, 0.016, is of the same table and likewise not re-read.
 */
export const NITROUS_OXIDE_FACTOR = { flooded: 0.003, drained: 0.005, drainedHigh: 0.016 } as const;

/** Molar mass of N2O over that of its nitrogen. */
const N2O_PER_N2O_N = 44 / 28;

/** What drainage adds to the N2O of a season, kg/ha, by the table's central values. */
export const addedNitrousOxideKgPerHa = (nitrogenKgPerHa: number): number =>
  nitrogenKgPerHa * (NITROUS_OXIDE_FACTOR.drained - NITROUS_OXIDE_FACTOR.flooded) * N2O_PER_N2O_N;

/** How much larger than its central value the added N2O may be: the drained upper end against the flooded centre. */
export const ADDED_NITROUS_OXIDE_MOST =
  (NITROUS_OXIDE_FACTOR.drainedHigh - NITROUS_OXIDE_FACTOR.flooded) /
  (NITROUS_OXIDE_FACTOR.drained - NITROUS_OXIDE_FACTOR.flooded);
