import { percentileOf } from "../percentile.ts";
import type { ClearingRules } from "./terms.ts";
import type { Signal } from "./signals.ts";

/** A signal with what the season does to standing forest taken off (Reiche et al. 2018, spatial normalisation). */
export type Levelled = Signal & { readonly level: number };

/** Signals less their level, those that show too few plots left out. */
export const levelled = (
  signals: readonly Signal[],
  { percentile, leastPlots }: ClearingRules["level"],
): readonly Levelled[] =>
  signals.flatMap((signal) => {
    const level = percentileOf(signal.values, percentile, leastPlots);
    return Number.isNaN(level) ? [] : [{ ...signal, level, values: signal.values.map((value) => value - level) }];
  });

/**
 * Whether the level itself fell, in any channel at two looks in a row, further below the lowest of its history than may
 * be: all of the ground may then have changed at once, and plots held against it show nothing.
 */
export const hasLevelFallen = (
  signals: readonly Levelled[],
  watchFrom: number,
  { signals: terms, level: { mostFall } }: ClearingRules,
): boolean =>
  [...new Set(signals.map(({ channel }) => channel))].some((each) => {
    const own = signals.filter(({ channel }) => channel === each);
    const lowest = Math.min(...own.filter(({ look }) => look < watchFrom).map(({ level }) => level));
    const most = (terms[own[0]!.name]!.drop * mostFall) / 1000;
    const low = own.filter(({ look }) => look >= watchFrom).map(({ level }) => level < lowest - most);
    return low.some((isLow, at) => isLow && low[at + 1] === true);
  });
