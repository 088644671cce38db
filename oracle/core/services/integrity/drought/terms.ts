import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
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

/**
 * The reference rules.
 * - drought.mostHealth 10: extreme drought, the last of Kogan's classes (from memory). leastLooks 3, leastDays 32: one dry
 *   look is weather; engineering choices. leastDeficit 3 is from simulated series whose years differ as much as their looks
 *   do: by 2.5 three of 400 call the driest of some years a drought, by 3 none.
 * - season.windowDays 16: a composite of MODIS or two passes of Landsat either way. leastYears 5: in n years a year is the
 *   driest by chance in one of n + 1. leastSpread 0.02: as of NDVI in the break with the season. Engineering choices.
 * - observation.mostGapDays 90, scenes: as of the break with the season.
 * - loss.lostShare: trees outlive most droughts: from nothing to all of it. leastM2: 1 ha.
 */
export const DROUGHT_REFERENCE: DroughtRules = {
  methodology: DROUGHT_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 1100, plotM: 60, maxCloudPercent: 80, maxUnmaskedCloudPercent: 1, mostStrangeShare: 100 },
  season: { windowDays: 16, leastYears: 5, leastSpread: 0.02 },
  drought: { mostHealth: 10, leastDeficit: 3, leastLooks: 3, leastDays: 32 },
  observation: { leastPixelShare: 500, mostGapDays: 90, leastShare: 800 },
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: of real ground only NDVI was met, over two pixels of Somalia; all of it in simulation alone.
 */
export const droughtTerms = ({ observation: { leastShare } }: Pick<DroughtRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "research",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
