import { clearedBy, combined } from "./posterior.ts";
import { stateOf } from "./states.ts";
import type { PlotLook, PlotState } from "./states.ts";
import type { Look } from "./looks.ts";
import type { Levelled } from "./level.ts";
import type { ClearingRules } from "./parameters.ts";

/** A plot as it was followed. */
export type Followed = {
  /** Indices are of `looks`, the plot's own. */
  readonly state: PlotState;
  /** Indices into the project's looks. */
  readonly looks: readonly number[];
  /** Whether it has a history and was seen often enough since. */
  readonly isObserved: boolean;
};

export type Watch = {
  /** First look of the watch. */
  readonly first: number;
  readonly fromDay: number;
  /** The day after the last. */
  readonly endDay: number;
};

const gapsAtMost = (days: readonly number[], { fromDay, endDay }: Watch, most: number): boolean =>
  [...days, endDay].every((day, at) => day - (at === 0 ? fromDay : days[at - 1]!) <= most);

/** Follows one plot: its history per channel first, then look by look. */
export const follow = (
  place: number,
  signals: readonly Levelled[],
  looks: readonly Look[],
  watch: Watch,
  rules: ClearingRules,
): Followed => {
  const history = new Map<string, { sum: number; count: number }>();
  const seen: (PlotLook & { readonly look: number })[] = [];
  for (const { name, channel, look, values } of signals) {
    const value = values[place] as number;
    if (Number.isNaN(value)) continue;
    const known = history.get(channel) ?? { sum: 0, count: 0 };
    if (look < watch.first) {
      history.set(channel, { sum: known.sum + value, count: known.count + 1 });
      continue;
    }
    if (known.count < rules.history.leastLooks) continue;
    const cleared = clearedBy(value - known.sum / known.count, rules.signals[name]!, rules.updating);
    const { day, sensor } = looks[look]!;
    const last = seen.at(-1);
    // Signals of one look are one look.
    if (last?.look === look) seen.splice(-1, 1, { ...last, cleared: combined(last.cleared, cleared) });
    else seen.push({ look, day, sensor, cleared });
  }
  return {
    state: stateOf(seen, rules.updating),
    looks: seen.map(({ look }) => look),
    isObserved:
      seen.length > 0 &&
      gapsAtMost(
        seen.map(({ day }) => day),
        watch,
        rules.observation.mostGapDays,
      ),
  };
};
