import * as z from "zod";

import { namedSet } from "../../common/named-set.ts";
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
