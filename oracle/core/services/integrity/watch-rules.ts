import * as z from "zod";

/*
 * Rules that methodologies of the watch share. Nothing has a default: every number is a methodology's, in public.
 */

export const share = (description: string) => z.int().min(0).max(1000).meta({ unit: "‰", description });
export const percent = (description: string) => z.number().min(0).max(100).meta({ unit: "%", description });

const scenes = (mostPixelM: number) => ({
  maxPixelM: z.number().gt(0).max(mostPixelM).meta({ unit: "m", description: "Largest pixel of a scene." }),
  maxCloudPercent: percent("A scene that states more cloud is refused."),
  maxUnmaskedCloudPercent: percent(
    "A scene without scene classes that states more cloud is refused, and one that states none where this is below 100.",
  ),
  mostStrangeShare: share("Most pixels of a look whose values can be none of its kind; beyond, its unit is wrong."),
});

/** Which scenes are used, and at what size the ground is followed. */
export const sceneRules = (mostPixelM: number, mostPlotM: number) =>
  z
    .strictObject({
      ...scenes(mostPixelM),
      plotM: z.number().min(10).max(mostPlotM).meta({
        unit: "m",
        description: "Side of the plots that are followed, as many whole pixels as come nearest, at least one.",
      }),
    })
    .describe("Which scenes are used, and at what size the ground is followed.");

/** Which scenes are used, where the ground is followed pixel by pixel. */
export const pixelSceneRules = (mostPixelM: number) =>
  z.strictObject(scenes(mostPixelM)).describe("Which scenes are used.");

/** What must be seen of plots. */
export const observationRules = (mostGapDays: number) =>
  z
    .strictObject({
      leastPixelShare: share("Least share of a plot's pixels that a look must show."),
      mostGapDays: z.int().min(1).max(mostGapDays).meta({
        unit: "days",
        description:
          "Longest time without a look of a plot, the ends of the watch included, for it to count as observed.",
      }),
      leastShare: share("Least share of the claimed area that must be observed for an all-clear."),
    })
    .describe("What must be seen.");

/** @param where of what the share is gone, as "where ground burned" */
export const lostShareRules = (where: string) =>
  z
    .strictObject({ lower: share("At least."), upper: share("At most; not below the lower.") })
    .refine(({ lower, upper }) => lower <= upper, { error: "lower is at most upper" })
    .describe(`Share of the stock that is gone ${where}.`);

/** @param plots as "broken plots" */
export const lossRules = (plots: string, where: string) =>
  z
    .strictObject({
      leastM2: z
        .int()
        .min(1)
        .meta({ unit: "m2", description: `Least area of ${plots} that touch, for a loss.` }),
      lostShare: lostShareRules(where),
    })
    .describe("What a loss is.");
