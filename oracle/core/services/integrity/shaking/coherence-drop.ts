import type { Service } from "../../common/service.ts";
import { plotWatch } from "../plot-watch.ts";
import { follow } from "./follow.ts";
import type { PairLook } from "./follow.ts";
import { hasMedianFallen, pairsOf } from "./level.ts";
import { COHERENCE_METHODOLOGY, coherenceParameters, COHERENCE_REFERENCE } from "./terms.ts";
import type { CoherenceParameters, CoherenceRules } from "./terms.ts";

/**
 * Ground that an earthquake or a landslide moved, by the coherence of pairs of radar scenes. Under trees C-band has little to
 * lose: such ground counts as not observed. Floods, snow and felling lower coherence too: the cause is a change of ground,
 * and which one other methodologies tell.
 */
export const coherenceDrop: Service<CoherenceParameters> = plotWatch<CoherenceRules>({
  methodology: COHERENCE_METHODOLOGY,
  cause: "moved-ground",
  parameters: coherenceParameters,
  reference: COHERENCE_REFERENCE,
  wanted: () => ({ radar: [], optical: [], coherence: true }),
  follow: (seen, watch, rules) => {
    const pairs = pairsOf(seen, rules);
    const looksOf = (place: number): readonly PairLook[] =>
      pairs.flatMap(({ look, values, median }): readonly PairLook[] => {
        const { track, day, sinceDay } = seen.looks[look]!;
        const coherence = values[place] as number;
        const own = { look, track, day, sinceDay: sinceDay!, coherence, value: coherence - median };
        return Number.isNaN(coherence) ? [] : [own];
      });
    return {
      statuses: Array.from(seen.plots.plots, (_, place) => follow(looksOf(place), watch, rules)),
      ...(hasMedianFallen(seen, pairs, watch.fromDay, rules) ? { obstacle: "all-changed" } : {}),
      diagnostics: { pairs: pairs.length },
    };
  },
  against: ({ pairs }) => `at least ${pairs.leastPairs} pairs of each track before it`,
  scenes: ({ pairs }) => `coherence of radar pairs of at most ${pairs.mostDays} days`,
  period: { start: "2023-01-01", end: "2025-01-01" },
});
