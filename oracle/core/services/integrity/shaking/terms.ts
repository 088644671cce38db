import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
import { NO_CREDITS } from "../../common/terms.ts";
import type { OwnTerms } from "../../common/terms.ts";
import type { WatchPractice } from "../practice.ts";
import { lossRules, observationRules, sceneRules } from "../watch-rules.ts";

export const COHERENCE_METHODOLOGY = "coherence-drop";

const coherence = (description: string) => z.number().gt(0).lt(1).meta({ unit: "1", description });

/** The rules. Nothing has a default: every number is the methodology's, in public. */
export const coherenceParameters = z.strictObject({
  ...namedSet(COHERENCE_METHODOLOGY),
  scenes: sceneRules(110, 400),
  pairs: z
    .strictObject({
      mostDays: z.int().min(1).max(60).meta({
        unit: "days",
        description: "Most days between the two scenes of a pair: ground loses coherence by itself.",
      }),
      leastPairs: z
        .int()
        .min(3)
        .meta({ unit: "pairs", description: "Fewest pairs of a plot and track before the watch." }),
      leastCoherence: coherence("Least mean coherence of a plot before the watch: below, it has none to lose."),
    })
    .describe("What must be known of a plot before it can be watched."),
  drop: z
    .strictObject({
      least: coherence("How far coherence must fall below its history."),
      leastSpreads: z
        .number()
        .gt(0)
        .max(10)
        .meta({ unit: "1", description: "And how far in standard deviations of that history." }),
      leastSpread: coherence("Least such standard deviation: the estimate's own error."),
      leastPlots: z.int().min(10).meta({
        unit: "plots",
        description: "Fewest plots that a pair must show for its median, which rain and orbit lower, to be taken off.",
      }),
    })
    .describe("When a plot's ground was moved."),
  observation: observationRules(60),
  loss: lossRules("moved plots", "where ground moved"),
});

export type CoherenceRules = z.infer<typeof coherenceParameters>;
export type CoherenceParameters = CoherenceRules & WatchPractice;

/**
 * The reference rules. A co-event pair held against a history of pairs, plot by plot: as the damage proxy maps of Yun et al.
 * 2015 (Seismological Research Letters 86(6)) and, over series, Olen and Bookhagen 2018 (Remote Sensing 10(8)); both from
 * memory, and neither gives these numbers.
 * - drop.leastSpreads 3: of undisturbed plots one pair in 700, were the history known. least 0.2, leastSpread 0.05,
 *   leastPlots 20, pairs.leastCoherence 0.3, leastPairs 8, mostDays 24: engineering choices without a source; on 100
 *   simulated series of a year they raise no alert.
 * - scenes.plotM 60: as of clearing. observation.mostGapDays 24: two passes of one satellite.
 * - loss.lostShare: a slide may bury or carry off what stood, shaking need not: from nothing to all of it. leastM2: 1 ha.
 */
export const COHERENCE_REFERENCE: CoherenceRules = {
  methodology: COHERENCE_METHODOLOGY,
  version: "1",
  scenes: { maxPixelM: 110, plotM: 60, maxCloudPercent: 100, maxUnmaskedCloudPercent: 100, mostStrangeShare: 100 },
  pairs: { mostDays: 24, leastPairs: 8, leastCoherence: 0.3 },
  drop: { least: 0.2, leastSpreads: 3, leastSpread: 0.05, leastPlots: 20 },
  observation: { leastPixelShare: 500, mostGapDays: 24, leastShare: 800 },
  loss: { leastM2: 10_000, lostShare: { lower: 0, upper: 1000 } },
};

/**
 * On-chain terms. A finding earns nothing.
 * - maturity: no real earthquake or landslide was met.
 */
export const coherenceTerms = ({ observation: { leastShare } }: Pick<CoherenceRules, "observation">): OwnTerms => ({
  ...NO_CREDITS,
  pool: "biomass",
  maturity: "research",
  minObservedPpm: leastShare * 1_000,
  edgeLevels: [16, 20],
});
