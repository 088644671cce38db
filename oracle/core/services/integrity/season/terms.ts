import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
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

/**
 * The reference rules. None was fitted to the plantation that the golden test judges, though its figures were seen.
 * - season.order 3: the default of the season-trend monitor of Verbesselt, Zeileis and Herold 2012 (Remote Sensing of
 *   Environment 123, from memory). No trend is fitted: over a few years one follows the weather. leastYears 3: fewer
 *   leave a year's weather in the season. leastLooks 36: five for each of seven coefficients. leastSpread 0.02: error of
 *   MODIS NDVI (from memory). leastMean 0.3: an engineering choice.
 * - break: Page 1954 (Biometrika 41). An allowance of 1 is half of a fall of two standard deviations. The limit is from
 *   simulated series of three years after four of history, of which 11 in 2,000 pass 5, two pass 6 and none passes 7: the
 *   season is itself an estimate.
 * - observation.mostGapDays 90: a season's clouds; an engineering choice.
 * - loss.lostShare: drought and pests break with the season as felling does: from nothing to all of it. leastM2: 1 ha.
 * - the other shares: engineering choices without a source.
 */
export const SEASON_REFERENCE: SeasonRules = {
  methodology: SEASON_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 260, plotM: 60, maxCloudPercent: 80, maxUnmaskedCloudPercent: 1, mostStrangeShare: 100 },
  season: { order: 3, leastYears: 3, leastLooks: 36, leastSpread: 0.02, leastMean: 0.3 },
  break: { allowance: 1, limit: 7 },
  observation: { leastPixelShare: 500, mostGapDays: 90, leastShare: 800 },
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: shown on one series with a known date.
 */
export const seasonTerms = ({ observation: { leastShare } }: Pick<SeasonRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "demonstration",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
