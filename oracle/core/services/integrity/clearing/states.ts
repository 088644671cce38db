import { combined } from "./posterior.ts";
import type { ClearingRules } from "./terms.ts";

/** What one look of a plot says. */
export type PlotLook = {
  readonly day: number;
  /** Radar or optical: a second sensor may confirm on the same day. */
  readonly sensor: string;
  /** Probability of being cleared, by this look alone. */
  readonly cleared: number;
};

/** How a plot stands at the end of its looks; indices are of looks. */
export type PlotState =
  | { readonly state: "unharmed" }
  | { readonly state: "possible" | "provisional"; readonly onset: number }
  | { readonly state: "confirmed"; readonly onset: number; readonly confirmed: number };

/**
 * The states of a plot, look by look: *possible* from one look that may show clearing, *provisional* and *confirmed* as
 * later looks raise the probability by Bayes' rule, back to *unharmed* where they lower it or where time runs out (Reiche
 * et al. 2015, 2018). Nothing is confirmed by one look: it takes another day, or another sensor. *Onset* is the look that
 * first shows it, *confirmed* the one at which it can be known.
 *
 * @param looks of the watch, in order of time.
 */
export const stateOf = (looks: readonly PlotLook[], rules: ClearingRules["updating"]): PlotState => {
  let before = 0.5;
  let onset: number | undefined;
  let probability = 0;
  for (const [at, { day, sensor, cleared }] of looks.entries()) {
    if (onset !== undefined && day - looks[onset]!.day > rules.mostDays) onset = undefined;
    if (onset === undefined) {
      if (cleared >= rules.possible) {
        onset = at;
        probability = combined(before, cleared);
      }
      before = cleared;
      continue;
    }
    probability = combined(probability, cleared);
    before = cleared;
    if (probability < rules.rejected) onset = undefined;
    else {
      const first = looks[onset]!;
      const isSecond = day !== first.day || sensor !== first.sensor;
      if (isSecond && probability >= rules.confirmed && cleared >= rules.rejected)
        return { state: "confirmed", onset, confirmed: at };
    }
  }
  if (onset === undefined) return { state: "unharmed" };
  return { state: probability >= rules.provisional ? "provisional" : "possible", onset };
};
