import type { IpccParameters } from "../../oracle/services/paddy/parameters.ts";
import { REPEAT_DAYS } from "./track.ts";

export type Season = { readonly id: string; readonly start: string; readonly end: string };

/**
 * The two crops that lie wholly inside the record of 2022, by the calendar of the Mekong delta: summer-autumn from
 * April to July, autumn-winter from August to November. The project's period is the first.
 */
export const SUMMER_AUTUMN: Season = { id: "summer-autumn-2022", start: "2022-04-01", end: "2022-07-31" };
export const AUTUMN_WINTER: Season = { id: "autumn-winter-2022", start: "2022-08-01", end: "2022-11-30" };

/** Longest gap between passes of the two tracks, which follow each other by a day. */
const GAP_DAYS = REPEAT_DAYS - 1;

/**
 * Parameters of paddy-ipcc-2019 for the place. With passes in pairs eleven days apart, a drainage of ten days can hide
 * between two wet looks, and one that is seen is known to twice the gap at best: so the shortest drainage that counts
 * is one longer than a gap, and the tolerance twice what a gap hides. No number was set by looking at the result.
 */
export const angiangParameters = (season: Season): IpccParameters => ({
  version: "1",
  gwp: "AR5",
  seasons: [{ ...season, cultivationDays: 102 }],
  nitrogenKgPerHa: 100,
  observation: {
    maxPixelM: 20,
    bufferPixels: 1,
    minFieldPixels: 20,
    minValidFraction: 0.8,
    minLooks: 8,
    maxGapDays: REPEAT_DAYS,
    minObservedFraction: 0.5,
    minControlFields: 3,
    matchOnsetDays: 30,
  },
  inundation: {
    meanWetDays: 30,
    meanDryDays: 12,
    falseDryRate: 0.1,
    falseWetRate: 0.1,
    certainty: 0.8,
    canopyVhDb: -16,
    minSamples: 60,
    minSeparation: 1.5,
  },
  drainage: { minDays: GAP_DAYS, toleranceDays: 2 * (GAP_DAYS - 1) },
  signature: { floodVhDb: -20, canopyVhDb: -17, riseDays: 70, minRises: 1, minRangeDb: 5 },
  monteCarlo: { draws: 10_000, seed: "2022" },
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
  amendments: [{ kind: "straw-under-30-days", tPerHa: 2 }],
});
