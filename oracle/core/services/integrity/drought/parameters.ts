import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import type { WatchPractice } from "../practice.ts";
import { lossRules, observationRules, sceneRules } from "../watch-rules.ts";

export const DROUGHT_METHODOLOGY = "drought-health";

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const droughtParameters = z.strictObject({
  ...namedSet(DROUGHT_METHODOLOGY),
  scenes: sceneRules(1100, 1100),
  season: z
    .strictObject({
      windowDays: z.int().min(1).max(45).meta({
        unit: "days",
        description: "A look is held against those of earlier years within so many days of its day of the year.",
      }),
      leastYears: z
        .int()
        .min(3)
        .max(30)
        .meta({ unit: "years", description: "Fewest earlier years that must have such looks." }),
      leastSpread: z
        .number()
        .gt(0)
        .max(0.2)
        .meta({ unit: "1", description: "Least standard deviation of NDMI over the years: the sensor's own error." }),
    })
    .describe("What a look is held against."),
  drought: z
    .strictObject({
      mostHealth: z
        .number()
        .min(0)
        .max(40)
        .meta({ unit: "1", description: "Most vegetation health index of a dry look, of 100." }),
      leastDeficit: z.number().gt(0).max(5).meta({
        unit: "1",
        description: "How far NDMI must lie below its earlier years, in their standard deviations, in a dry look.",
      }),
      leastLooks: z.int().min(2).max(20).meta({ unit: "looks", description: "Fewest dry looks in a row." }),
      leastDays: z.int().min(1).max(365).meta({ unit: "days", description: "Least time from the first to the last." }),
    })
    .describe("When it is a drought."),
  observation: observationRules(365),
  loss: lossRules("dry plots", "where a plot fell dry"),
});

export type DroughtRules = z.infer<typeof droughtParameters>;
export type DroughtParameters = DroughtRules & WatchPractice;
