import type { IpccPractice, IpccRules } from "../../oracle/services/paddy/parameters.ts";
import { ipccReferenceParameters } from "../../oracle/services/paddy/reference-parameters.ts";
import { REPEAT_DAYS } from "./track.ts";

export type Season = { readonly id: string; readonly start: string; readonly end: string };

/**
 * The two crops that lie wholly inside the record of 2022, by the calendar of the Mekong delta: summer-autumn from
 * April to July, autumn-winter from August to November. The project's period is the first.
 */
export const SUMMER_AUTUMN: Season = { id: "summer-autumn-2022", start: "2022-04-01", end: "2022-07-31" };
export const AUTUMN_WINTER: Season = { id: "autumn-winter-2022", start: "2022-08-01", end: "2022-11-30" };

/** The whole record: a track's densities of wet and dry are told from a year's looks. The last day is out. */
export const PERIOD = { start: "2022-01-09T00:00:00Z", end: "2022-12-25T00:00:00Z" } as const;

/** Passes of the two tracks follow each other by a day, so the place is unseen for the rest of a cycle. */
const GAP_DAYS = REPEAT_DAYS - 1;

/**
 * Parameters of paddy-ipcc-2019 for the place: the reference ones, but for what passes in pairs eleven days apart can
 * tell at all. A drainage of ten days can hide between two wet looks, and one that is seen is known to twice that at
 * best: so the shortest drainage that counts is one longer than a gap hides, and the tolerance twice what a gap hides.
 * Less area need be resolved than in the reference (a quarter, not half), so that a report of what was seen can be
 * made; what is unresolved earns nothing and is charged its baseline. No number was set by looking at the outcome in
 * kilograms.
 */
export const angiangParameters = (): IpccRules => {
  const reference = ipccReferenceParameters({ gwp: "AR5" });
  return {
    ...reference,
    version: "1-twelve-days",
    observation: { ...reference.observation, maxGapDays: REPEAT_DAYS, matchOnsetDays: 45, minObservedFraction: 0.25 },
    drainage: { minDays: GAP_DAYS, toleranceDays: 2 * (GAP_DAYS - 1) },
  };
};

/** What is assumed of the growers of the labelled points, who told nobody: common practice of the delta. */
export const angiangPractice = (season: Season): IpccPractice => ({
  // Table 5.11A for South-East Asia: 102 days (not re-read).
  seasons: [{ ...season, cultivationDays: 102 }],
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
  amendments: [{ kind: "straw-under-30-days", tPerHa: 2 }],
});
