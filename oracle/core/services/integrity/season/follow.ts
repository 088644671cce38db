import { areCloseEnough } from "../plot-state.ts";
import type { PlotStatus } from "../plot-state.ts";
import { seasonOf } from "./harmonics.ts";
import type { SeasonRules } from "./terms.ts";

/** One look of a plot: its day and NDVI. */
export type SeasonLook = { readonly look: number; readonly day: number; readonly value: number };

const DAYS_PER_YEAR = 365.2425;

/**
 * A plot against its season: looks before the watch give the season, and since then the cumulative sum of how far looks
 * fall below it tells a break (Page 1954). *Onset* is the look at which the sum that led to it began; it is known, and so
 * confirmed, at the look at which the sum passes its limit, and never by one look.
 *
 * @param looks in order of time.
 */
export const follow = (
  looks: readonly SeasonLook[],
  watch: { readonly fromDay: number; readonly endDay: number },
  rules: SeasonRules,
): PlotStatus => {
  const history = looks.filter(({ day }) => day < watch.fromDay);
  const since = looks.filter(({ day }) => day >= watch.fromDay);
  const { order, leastYears, leastLooks, leastSpread, leastMean } = rules.season;
  const first = history[0];
  const isLong = first !== undefined && watch.fromDay - first.day >= leastYears * DAYS_PER_YEAR;
  const mean = history.reduce((sum, { value }) => sum + value, 0) / history.length;
  const season = isLong && history.length >= leastLooks && mean >= leastMean ? seasonOf(history, order) : undefined;
  if (season === undefined) return { state: "unharmed", isObserved: false };
  const isObserved = areCloseEnough(
    since.map(({ day }) => day),
    watch,
    rules.observation.mostGapDays,
  );
  const spread = Math.max(season.spread, leastSpread);
  let [sum, from] = [0, undefined as number | undefined];
  for (const [at, { day, look, value }] of since.entries()) {
    sum += (season.expected(day) - value) / spread - rules.break.allowance;
    if (sum <= 0) {
      [sum, from] = [0, undefined];
      continue;
    }
    from ??= at;
    if (sum < rules.break.limit || at === from) continue;
    const before = since[from - 1] ?? history.at(-1)!;
    return { state: "confirmed", isObserved, before: before.look, onset: since[from]!.look, confirmed: look };
  }
  if (from === undefined) return { state: "unharmed", isObserved };
  return { state: sum >= rules.break.limit ? "provisional" : "possible", isObserved, onset: since[from]!.look };
};
