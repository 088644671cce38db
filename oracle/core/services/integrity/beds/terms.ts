import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import type { WatchPractice } from "../practice.ts";
import { lostShareRules, share } from "../watch-rules.ts";

export const BED_METHODOLOGY = "bed-survey-pair";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const bedParameters = z.strictObject({
  ...namedSet(BED_METHODOLOGY),
  season: z
    .strictObject({
      mostDays: z.int().min(0).max(90).meta({
        unit: "days",
        description: "Most days by which two surveys may miss a whole number of years between them.",
      }),
      mostYears: z.int().min(1).max(10).meta({ unit: "years", description: "Most years between two surveys." }),
    })
    .describe("Which surveys show one season."),
  observation: z
    .strictObject({
      mostUnseenShare: share("Most of a bed's area that may have gone unseen for an all-clear."),
    })
    .describe("What must be seen."),
  loss: z.strictObject({ lostShare: lostShareRules("where a bed is lost") }).describe("What a loss is."),
});

export type BedRules = z.infer<typeof bedParameters>;
export type BedParameters = BedRules & WatchPractice;

/**
 * The reference rules. A loss is what falls by more than 1.645 standard errors of both areas: one-sided 95 %.
 * - season.mostDays 60: seagrass and Sargassum have an annual cycle; two months either way are one season of four. An
 *   engineering choice. mostYears 5: as above.
 * - observation.mostUnseenShare 250: where more than a quarter of a bed could be gone unseen nothing is said. An engineering
 *   choice.
 * - loss.lostShare: what is buried may stay where leaves are gone: from nothing to all of it.
 */
export const BED_REFERENCE: BedRules = {
  methodology: BED_METHODOLOGY,
  version: "1",
  season: { mostDays: 60, mostYears: 5 },
  observation: { mostUnseenShare: 250 },
  loss: { lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: tried on photo-interpreted beds of two bays that grew; no real loss was met as polygons. minObservedPpm: the
 *   ground is observed whole or not at all.
 */
export const bedTerms = (): OwnTerms => ({
  ...NO_CREDITS,
  pool: "blue-carbon",
  maturity: "research",
  minObservedPpm: 1_000_000,
  edgeLevels: [20],
});
