import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import type { WatchPractice } from "../practice.ts";
import { lossRules, observationRules, sceneRules } from "../watch-rules.ts";

export const SEASON_METHODOLOGY = "season-break";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const seasonParameters = z.strictObject({
  ...namedSet(SEASON_METHODOLOGY),
  scenes: sceneRules(260, 260),
  season: z
    .strictObject({
      order: z.int().min(1).max(3).meta({ unit: "1", description: "Harmonics of the year that are fitted." }),
      leastYears: z
        .number()
        .min(1)
        .max(10)
        .meta({ unit: "years", description: "Least time from the first look of the history to the watch." }),
      leastLooks: z
        .int()
        .min(12)
        .meta({ unit: "looks", description: "Fewest looks of the history, at least a few for each coefficient." }),
      leastSpread: z
        .number()
        .gt(0)
        .max(0.2)
        .meta({ unit: "1", description: "Least standard deviation of NDVI about its season: the sensor's own error." }),
      leastMean: z
        .number()
        .min(0)
        .max(1)
        .meta({ unit: "1", description: "Least mean NDVI of the history: below is no vegetation, or snow." }),
    })
    .describe("What must be known of a plot before it can be watched."),
  break: z
    .strictObject({
      allowance: z.number().min(0).max(5).meta({
        unit: "1",
        description: "Of the cumulative sum, in standard deviations: half of the fall that is looked for.",
      }),
      limit: z
        .number()
        .gt(0)
        .max(50)
        .meta({ unit: "1", description: "Of the cumulative sum, in standard deviations, at which a break is known." }),
    })
    .describe("When a plot broke with its season."),
  observation: observationRules(365),
  loss: lossRules("broken plots", "where a plot breaks with its season"),
});

export type SeasonRules = z.infer<typeof seasonParameters>;
export type SeasonParameters = SeasonRules & WatchPractice;
