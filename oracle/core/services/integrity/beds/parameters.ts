import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
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
