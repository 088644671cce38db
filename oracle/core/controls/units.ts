import { refuse } from "./refuse.ts";

/** Parcels of ground, column by column: what can be known of them before the period starts. */
export type Units = {
  readonly ids: readonly string[];
  /**
   * What units of one name share that a satellite does not see, as a village or a canal: units of different clusters are
   * taken to be independent.
   */
  readonly clusters: readonly string[];
  /** Square metres, above zero. */
  readonly areasM2: Float64Array;
  /** Units x covariates, row by row, in any unit. */
  readonly covariates: Float64Array;
  /** Units x looks, row by row: the value that will be credited, at each look before the period. */
  readonly history: Float64Array;
};

/** Days since 1970-01-01; `end` is the day after the last. */
export type Period = { readonly start: number; readonly end: number };

/** Why a candidate can not be a control, whatever it is like. */
export type Bar = "project" | "leakage-belt" | "other-project" | "unread";

/**
 * Candidates that are barred by where they are or by what could be read of them. The caller holds the cells: `holds`
 * says by its id whether any of a candidate's ground is in the project's, in its leakage belt, in that of another
 * project; `unread` stands for a history with a gap. It knows nothing of the period, so that it can not choose.
 */
export type Barred = { readonly by: Bar; readonly holds: (id: string) => boolean };

/** A project and all ground that could tell what would have happened without it. */
export type Study = {
  readonly covariateNames: readonly string[];
  /** Days of the looks of every history, ascending, all before the period. */
  readonly days: readonly number[];
  /** What is compared: the period that is to be credited. */
  readonly period: Period;
  readonly project: Units;
  /** Every candidate there is, in any order. Barred ones are among them. */
  readonly candidates: Units;
  readonly barred: readonly Barred[];
};

/** A straight line through fewer looks has no error to speak of, and a placebo needs a line before it. */
export const MIN_LOOKS = 6;

const requireDays = ({ days, period }: Study): void => {
  if (days.length < MIN_LOOKS) {
    refuse("CONTROL_LOOKS", "days", days.length, `a history has at least ${MIN_LOOKS} looks`);
  }
  days.forEach((day, look) => {
    if (!Number.isFinite(day) || (look > 0 && day <= (days[look - 1] as number))) {
      refuse("CONTROL_DAYS", `days/${look}`, String(day), "days of looks are finite and ascending");
    }
  });
  const last = days.at(-1) as number;
  if (!(last < period.start && period.start < period.end && period.end < Infinity)) {
    const value = { lastLook: last, start: String(period.start), end: String(period.end) };
    refuse("CONTROL_DAYS", "period", value, "every look is before the period, and the period starts before it ends");
  }
};

const requireLength = (field: string, actual: number, expected: number): void => {
  if (actual !== expected) refuse("CONTROL_SHAPE", field, actual, `a column of ${expected} values`);
};

const requireFinite = (field: string, values: Float64Array, row: number, width: number): void => {
  for (let k = row * width; k < (row + 1) * width; k += 1) {
    if (!Number.isFinite(values[k])) {
      refuse("CONTROL_NOT_FINITE", `${field}/${row}/${k - row * width}`, String(values[k]), "every value is finite");
    }
  }
};

const requireUnits = (side: string, units: Units, study: Study, isUsed: (row: number) => boolean): void => {
  const { ids, clusters, areasM2, covariates, history } = units;
  const [looks, width] = [study.days.length, study.covariateNames.length];
  requireLength(`${side}/clusters`, clusters.length, ids.length);
  requireLength(`${side}/areasM2`, areasM2.length, ids.length);
  requireLength(`${side}/covariates`, covariates.length, ids.length * width);
  requireLength(`${side}/history`, history.length, ids.length * looks);
  const seen = new Set<string>();
  ids.forEach((id, row) => {
    if (seen.has(id)) refuse("CONTROL_DUPLICATE", `${side}/ids/${row}`, id, "no two units of a side have one id");
    seen.add(id);
    if (!isUsed(row)) return;
    const area = areasM2[row] as number;
    if (!(area > 0 && area < Infinity)) {
      refuse("CONTROL_AREA", `${side}/areasM2/${row}`, String(area), "an area is a finite number above zero");
    }
    requireFinite(`${side}/covariates`, covariates, row, width);
    requireFinite(`${side}/history`, history, row, looks);
  });
};

/** Why each candidate is barred, by its row; the first of the study's bars that holds it. */
export const barsOf = ({ candidates, barred }: Study): readonly (Bar | undefined)[] =>
  candidates.ids.map((id) => barred.find(({ holds }) => holds(id))?.by);

/**
 * Refuses a study that contradicts itself. Of barred candidates only the ids are looked at.
 *
 * @throws SixfoldError CONTROL_LOOKS, CONTROL_DAYS, CONTROL_SHAPE, CONTROL_DUPLICATE, CONTROL_AREA,
 * CONTROL_NOT_FINITE
 */
export const requireStudy = (study: Study, bars: readonly (Bar | undefined)[]): void => {
  requireDays(study);
  requireUnits("project", study.project, study, () => true);
  requireUnits("candidates", study.candidates, study, (row) => bars[row] === undefined);
};
