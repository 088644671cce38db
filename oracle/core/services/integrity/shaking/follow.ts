import { areCloseEnough } from "../plot-state.ts";
import type { PlotStatus } from "../plot-state.ts";
import type { WatchDays } from "../plot-watch.ts";
import { anomalyOf } from "../anomaly.ts";
import type { CoherenceRules } from "./terms.ts";

/** Coherence of a plot in one pair, above the median of all plots. */
export type PairLook = {
  readonly look: number;
  readonly track: string;
  readonly sinceDay: number;
  readonly day: number;
  /** As seen, 0 to 1, and less the pair's median. */
  readonly coherence: number;
  readonly value: number;
};

/** Whether some instant lies in both pairs' spans: one event may have moved the ground in both. */
const haveOneEvent = (a: PairLook, b: PairLook): boolean => Math.max(a.sinceDay, b.sinceDay) < Math.min(a.day, b.day);

const meanOf = (values: readonly number[]): number => values.reduce((sum, each) => sum + each, 0) / values.length;

/**
 * A plot against the pairs of its track before the watch. A fall in one pair is *provisional*, and *confirmed* by another pair,
 * of other days or of another track, whose span holds the same event.
 *
 * @param looks in order of their later day.
 */
export const follow = (looks: readonly PairLook[], watch: WatchDays, rules: CoherenceRules): PlotStatus => {
  const { leastPairs, leastCoherence } = rules.pairs;
  const { least, leastSpreads, leastSpread } = rules.drop;
  const judged = looks
    .filter(({ day }) => day >= watch.fromDay)
    .flatMap((look) => {
      const history = looks.filter(({ track, day }) => track === look.track && day < watch.fromDay);
      if (history.length < leastPairs || meanOf(history.map(({ coherence }) => coherence)) < leastCoherence) return [];
      const values = history.map(({ value }) => value);
      const isFallen =
        meanOf(values) - look.value >= least && anomalyOf(look.value, values, leastSpread) <= -leastSpreads;
      return [{ ...look, isFallen }];
    });
  const isObserved = areCloseEnough(
    judged.map(({ day }) => day),
    watch,
    rules.observation.mostGapDays,
  );
  const fallen = judged.filter(({ isFallen }) => isFallen);
  for (const first of fallen) {
    const second = fallen.find((other) => other.look > first.look && haveOneEvent(first, other));
    if (second === undefined) continue;
    return { state: "confirmed", isObserved, ...beforeOf(first, judged), onset: first.look, confirmed: second.look };
  }
  const [first] = fallen;
  return first === undefined
    ? { state: "unharmed", isObserved }
    : { state: "provisional", isObserved, ...beforeOf(first, judged), onset: first.look };
};

/** The last look that ended before a pair began, or as it did. */
const beforeOf = (first: PairLook, judged: readonly PairLook[]): { readonly before?: number } => {
  const before = judged.findLast(({ day }) => day <= first.sinceDay);
  return before === undefined ? {} : { before: before.look };
};
