import type { Look } from "../looks.ts";
import { areCloseEnough } from "../plot-state.ts";
import type { PlotStatus } from "../plot-state.ts";
import type { FloodRules } from "./terms.ts";
import type { Water } from "./water.ts";

export type FloodWatch = { readonly fromDay: number; readonly endDay: number };

/** Whether a look shows a plot flooded: water where the last look before the watch showed none. */
const isFlooded = (now: Water, before: Water, place: number, { radar }: FloodRules): boolean => {
  if (now.isWater[place] !== 1 || before.isWater[place] !== 0) return false;
  if (now.decibels === undefined || before.decibels === undefined) return true;
  return before.decibels[place]! - now.decibels[place]! >= radar.leastDropDb;
};

/**
 * A plot's status: flooded by one look is provisional, by another day or sensor as well it is confirmed. A look is held
 * against the last of its own track before the watch; ground that was water then is permanent water.
 */
export const follow = (
  place: number,
  waters: readonly Water[],
  looks: readonly Look[],
  watch: FloodWatch,
  rules: FloodRules,
  mayFlood: boolean,
): PlotStatus => {
  const known = new Map<string, Water>();
  const days: number[] = [];
  const floods: number[] = [];
  let [last, before] = [undefined as number | undefined, undefined as number | undefined];
  for (const water of waters) {
    if (water.isWater[place] === -1) continue;
    const { day, track } = looks[water.look]!;
    if (day < watch.fromDay) known.set(track, water);
    else {
      const reference = known.get(track);
      if (reference === undefined) continue;
      days.push(day);
      if (mayFlood && isFlooded(water, reference, place, rules)) {
        if (floods.length === 0) before = last;
        floods.push(water.look);
      }
    }
    last = water.look;
  }
  const isObserved = areCloseEnough(days, watch, rules.observation.mostGapDays);
  const [onset] = floods;
  if (onset === undefined) return { state: "unharmed", isObserved };
  const first = looks[onset]!;
  const second = floods.find((look) => looks[look]!.day !== first.day || looks[look]!.sensor !== first.sensor);
  return {
    ...{ state: second === undefined ? "provisional" : "confirmed", isObserved, onset },
    ...(before === undefined ? {} : { before }),
    ...(second === undefined ? {} : { confirmed: second }),
  };
};
