import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { watchPractice } from "../practice.ts";

export const SEASON_METHODOLOGY = "season-break";

const share = (description: string) => z.int().min(0).max(1000).meta({ unit: "‰", description });
const percent = (description: string) => z.number().min(0).max(100).meta({ unit: "%", description });

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const seasonParameters = z.strictObject({
  ...namedSet(SEASON_METHODOLOGY),
  scenes: z
    .strictObject({
      maxPixelM: z.number().gt(0).max(260).meta({ unit: "m", description: "Largest pixel of a scene." }),
      plotM: z.number().min(10).max(260).meta({
        unit: "m",
        description: "Side of the plots that are followed, as many whole pixels as come nearest, at least one.",
      }),
      maxCloudPercent: percent("A scene that states more cloud is refused."),
      maxUnmaskedCloudPercent: percent(
        "A scene without scene classes that states more cloud, or states none, is refused.",
      ),
      mostStrangeShare: share("Most pixels of a look whose values can be no reflectance; beyond, its unit is wrong."),
    })
    .describe("Which scenes are used, and at what size the ground is followed."),
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
  observation: z
    .strictObject({
      leastPixelShare: share("Least share of a plot's pixels that a look must show."),
      mostGapDays: z.int().min(1).max(365).meta({
        unit: "days",
        description:
          "Longest time without a look of a plot, the ends of the watch included, for it to count as observed.",
      }),
      leastShare: share("Least share of the claimed area that must be observed for an all-clear."),
    })
    .describe("What must be seen."),
  loss: z
    .strictObject({
      leastM2: z.int().min(1).meta({ unit: "m2", description: "Least area of broken plots that touch, for a loss." }),
      lostShare: z
        .strictObject({ lower: share("At least."), upper: share("At most; not below the lower.") })
        .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" })
        .describe("Share of the stock that is gone where a plot breaks with its season."),
    })
    .describe("What a loss is."),
});

export const seasonPractice = watchPractice;

export type SeasonRules = z.infer<typeof seasonParameters>;
export type SeasonParameters = SeasonRules & z.infer<typeof seasonPractice>;
