import { clearedBy, combined } from "./posterior.ts";
import { stateOf } from "./states.ts";
import type { PlotLook, PlotState } from "./states.ts";
import type { Look } from "../looks.ts";
import { areCloseEnough } from "../plot-state.ts";
import type { PlotStatus } from "../plot-state.ts";
import type { Levelled } from "./level.ts";
import type { ClearingRules } from "./terms.ts";

export type Watch = {
  /** First look of the watch. */
  readonly first: number;
  readonly fromDay: number;
  /** The day after the last. */
  readonly endDay: number;
};

/** A plot's own looks, told as those of the project. */
const statusOf = (state: PlotState, looks: readonly number[], isObserved: boolean): PlotStatus => {
  if (state.state === "unharmed") return { state: "unharmed", isObserved };
  const before = looks[state.onset - 1];
  return {
    ...{ state: state.state, isObserved, onset: looks[state.onset]! },
    ...(before === undefined ? {} : { before }),
    ...(state.state === "confirmed" ? { confirmed: looks[state.confirmed]! } : {}),
  };
};

/** Follows one plot: its history per channel first, then look by look. */
export const follow = (
  place: number,
  signals: readonly Levelled[],
  looks: readonly Look[],
  watch: Watch,
  rules: ClearingRules,
): PlotStatus => {
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
  const isObserved = areCloseEnough(
    seen.map(({ day }) => day),
    watch,
    rules.observation.mostGapDays,
  );
  return statusOf(
    stateOf(seen, rules.updating),
    seen.map(({ look }) => look),
    isObserved,
  );
};
