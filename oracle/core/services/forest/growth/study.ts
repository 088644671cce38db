import type { Matched } from "../../../controls/match.ts";
import type { Bar, Period, Study, Units } from "../../../controls/units.ts";
import { BEFORE, isKnown } from "./stock.ts";
import type { Stock } from "./stock.ts";
import type { Unit, Units as Ground } from "./units.ts";

/** When looks were taken, days since 1970-01-01: those before the period, and the period between the surveys. */
export type Times = { readonly days: readonly number[]; readonly period: Period };

/** Units with a value for each of some looks; a unit that is barred may hold anything. */
const columnsOf = (
  units: readonly Unit[],
  looks: number,
  valuesOf: (levels: readonly number[]) => readonly number[],
): Units => ({
  ids: units.map(({ id }) => id),
  clusters: units.map(({ cluster }) => cluster),
  areasM2: Float64Array.from(units, ({ areaM2 }) => areaM2),
  covariates: new Float64Array(0),
  history: Float64Array.from(
    units.flatMap(({ levels }) => (levels === undefined ? Array<number>(looks).fill(NaN) : valuesOf(levels))),
  ),
});

/** All ground within reach that is not claimed, the belt among it. */
export const candidatesOf = ({ others, belt }: Ground): readonly Unit[] => [...others, ...belt];

/**
 * Units and every candidate. The belt is barred, and what the model does not reach or was not seen. Ground is alike by the
 * levels of its history and not by a model of them: so the choice needs no plots that span the history, and no ground is
 * lost for having been lower than they are before anything is credited.
 */
export const studyOf = (units: readonly Unit[], ground: Ground, stock: Stock, { days, period }: Times): Study => {
  const candidates = candidatesOf(ground);
  const belt = new Set(ground.belt.map(({ id }) => id));
  const unread = new Set(candidates.filter((unit) => !isKnown(stock, unit)).map(({ id }) => id));
  const history = (levels: readonly number[]): readonly number[] => levels.slice(0, days.length);
  const bar = (by: Bar, ids: ReadonlySet<string>) => ({ by, holds: (id: string) => ids.has(id) });
  return {
    ...{ covariateNames: [], days, period },
    project: columnsOf(units, days.length, history),
    candidates: columnsOf(candidates, days.length, history),
    barred: [bar("leakage-belt", belt), bar("unread", unread)],
  };
};

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
  const before = (levels: readonly number[]): readonly number[] => [stock.at(levels.at(BEFORE)!)];
  let row = 0;
  return {
    study: {
      ...{ covariateNames: [], days: [period.start - 1], period, barred: [] },
      project: columnsOf(units, 1, before),
      candidates: columnsOf(controls, 1, before),
    },
    matched: matched.map(({ unit, controls: own }) => ({ unit, controls: own.map(() => row++) })),
  };
};
