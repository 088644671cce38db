import type { Matched } from "../../../controls/match.ts";
import type { Bar, Period, Study, Units } from "../../../controls/units.ts";
import { isKnown } from "./stock.ts";
import type { Stock } from "./stock.ts";
import type { Unit, Units as Ground } from "./units.ts";

/** When looks were taken, days since 1970-01-01: those before the period, and the period between the surveys. */
export type Times = { readonly days: readonly number[]; readonly period: Period };

/** Some looks in units of stock; a unit that is barred may hold anything. */
const columnsOf = (units: readonly Unit[], stock: Stock, looks: readonly number[]): Units => ({
  ids: units.map(({ id }) => id),
  clusters: units.map(({ cluster }) => cluster),
  areasM2: Float64Array.from(units, ({ areaM2 }) => areaM2),
  covariates: new Float64Array(0),
  history: Float64Array.from(
    units.flatMap(({ heights }) =>
      looks.map((look) => (heights === undefined ? NaN : stock.at(heights.at(look)!))),
    ),
  ),
});

/** All ground within reach that is not claimed, the belt among it. */
export const candidatesOf = ({ others, belt }: Ground): readonly Unit[] => [...others, ...belt];

/** Units and every candidate. The belt is barred, and what the model does not reach or was not seen. */
export const studyOf = (units: readonly Unit[], ground: Ground, stock: Stock, { days, period }: Times): Study => {
  const candidates = candidatesOf(ground);
  const belt = new Set(ground.belt.map(({ id }) => id));
  const unread = new Set(candidates.filter((unit) => !isKnown(stock, unit)).map(({ id }) => id));
  const history = days.map((_, look) => look);
  const bar = (by: Bar, ids: ReadonlySet<string>) => ({ by, holds: (id: string) => ids.has(id) });
  return {
    ...{ covariateNames: [], days, period },
    project: columnsOf(units, stock, history),
    candidates: columnsOf(candidates, stock, history),
    barred: [bar("leakage-belt", belt), bar("unread", unread)],
  };
};

/** The earlier survey, among a unit's looks. */
export const BEFORE = -2;

/**
 * Units and the controls that were chosen for them, alone: what is compared, under another model of stock. Change counts
 * from the earlier survey, so that what periods in turn bring adds up to what the whole span does.
 */
export const matchedStudy = (
  units: readonly Unit[],
  controls: readonly Unit[],
  matched: readonly Matched[],
  stock: Stock,
  { period }: Times,
): { readonly study: Study; readonly matched: readonly Matched[] } => {
  let row = 0;
  return {
    study: {
      ...{ covariateNames: [], days: [period.start - 1], period, barred: [] },
      project: columnsOf(units, stock, [BEFORE]),
      candidates: columnsOf(controls, stock, [BEFORE]),
    },
    matched: matched.map(({ unit, controls: own }) => ({ unit, controls: own.map(() => row++) })),
  };
};
