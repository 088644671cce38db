import { dateOf, dayOf } from "../../common/day.ts";
import { areCloseEnough } from "../plot-state.ts";
import type { PlotStatus } from "../plot-state.ts";
import type { WatchDays } from "../plot-watch.ts";
import { anomalyOf } from "../anomaly.ts";
import { conditionOf, healthOf } from "./health.ts";
import type { DroughtRules } from "./terms.ts";

/** When in which year a day is. */
export type Calendar = { readonly day: number; readonly year: number; readonly dayOfYear: number };

export const calendarOf = (day: number): Calendar => {
  const year = dateOf(day).slice(0, 4);
  return { day, year: Number(year), dayOfYear: day - dayOf(`${year}-01-01`) };
};

/** What one look shows of a plot. */
export type DroughtLook = Calendar & {
  readonly look: number;
  readonly ndvi: number;
  readonly ndmi: number;
  readonly kelvin: number;
};

const DAYS_PER_YEAR = 365.2425;

/** Whether two days are of one time of the year. */
const areOneSeason = (a: Calendar, b: Calendar, windowDays: number): boolean => {
  const apart = Math.abs(a.dayOfYear - b.dayOfYear);
  return Math.min(apart, DAYS_PER_YEAR - apart) <= windowDays;
};

/** Whether a look is dry; undefined where too few earlier years have one of its season. */
const isDry = (look: DroughtLook, history: readonly DroughtLook[], rules: DroughtRules): boolean | undefined => {
  const { windowDays, leastYears, leastSpread } = rules.season;
  const earlier = history.filter((each) => areOneSeason(each, look, windowDays));
  if (new Set(earlier.map(({ year }) => year)).size < leastYears) return undefined;
  const of = (name: "ndvi" | "ndmi" | "kelvin"): readonly number[] => earlier.map((each) => each[name]);
  const health = healthOf(conditionOf(look.ndvi, of("ndvi")), conditionOf(look.kelvin, of("kelvin")));
  const { mostHealth, leastDeficit } = rules.drought;
  return health <= mostHealth && anomalyOf(look.ndmi, of("ndmi"), leastSpread) <= -leastDeficit;
};

/**
 * A plot against the same season of the years before the watch. One dry look is *possible*, more in a row *provisional*, and
 * as many over as long a time as the rules say *confirmed*; a look that is not dry ends what is not confirmed.
 *
 * @param looks in order of time.
 */
export const follow = (looks: readonly DroughtLook[], watch: WatchDays, rules: DroughtRules): PlotStatus => {
  const history = looks.filter(({ day }) => day < watch.fromDay);
  const judged = looks
    .filter(({ day }) => day >= watch.fromDay)
    .flatMap((look) => {
      const dry = isDry(look, history, rules);
      return dry === undefined ? [] : [{ ...look, dry }];
    });
  const isObserved = areCloseEnough(
    judged.map(({ day }) => day),
    watch,
    rules.observation.mostGapDays,
  );
  const { leastLooks, leastDays } = rules.drought;
  let first: number | undefined;
  const statusAt = (at: number, state: PlotStatus["state"]): PlotStatus => ({
    ...{ state, isObserved, onset: judged[first!]!.look },
    ...(first === 0 ? {} : { before: judged[first! - 1]!.look }),
    ...(state === "confirmed" ? { confirmed: judged[at]!.look } : {}),
  });
  for (const [at, { day, dry }] of judged.entries()) {
    first = dry ? (first ?? at) : undefined;
    if (first !== undefined && at - first + 1 >= leastLooks && day - judged[first]!.day >= leastDays)
      return statusAt(at, "confirmed");
  }
  if (first === undefined) return { state: "unharmed", isObserved };
  return statusAt(judged.length - 1, judged.length - first > 1 ? "provisional" : "possible");
};
