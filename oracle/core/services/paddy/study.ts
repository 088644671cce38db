import type { Study, Units } from "../../controls/units.ts";
import { dayOf } from "../common/day.ts";
import type { Span } from "../common/types.ts";
import type { FieldArea } from "./field-area.ts";
import type { SeenField } from "./follow.ts";
import type { PaddyParameters } from "./terms.ts";

/** A field as its history showed it. */
export type HistoricField = SeenField & { readonly area: FieldArea; readonly cluster: string };

/** Means over the looks of each day, dB. */
const byDay = ({ looks }: SeenField): ReadonlyMap<number, { readonly vvDb: number; readonly vhDb: number }> => {
  const sums = new Map<number, { vvDb: number; vhDb: number; count: number }>();
  for (const { day, vvDb, vhDb } of looks) {
    const sum = sums.get(day) ?? { vvDb: 0, vhDb: 0, count: 0 };
    sums.set(day, { vvDb: sum.vvDb + vvDb, vhDb: sum.vhDb + vhDb, count: sum.count + 1 });
  }
  return new Map([...sums].map(([day, { vvDb, vhDb, count }]) => [day, { vvDb: vvDb / count, vhDb: vhDb / count }]));
};

/**
 * What a project's fields and all candidates were like before it. The history is VV in dB, day by day: it tells water from
 * soil, so that fields that were flooded and drained alike have it alike, and drier ground is brighter, which is the side on
 * which a project earns. The covariate is mean VH, which tells what grew. Days count on which every project field was
 * seen; a candidate that was not seen on all of them, or is too small, is barred as unread.
 *
 * What is compared is the first `historyDays` of the project, whatever period is reported: the choice is made once.
 *
 * @param fields of the project and candidates, in any order. Of the project's, those that can be read at all.
 */
export const studyOf = (
  fields: readonly HistoricField[],
  history: Span,
  { controls: { historyDays }, observation: { minFieldPixels } }: PaddyParameters,
): Study => {
  const own = fields.filter(({ role }) => role === "project");
  const candidates = fields.filter(({ role }) => role === "control");
  const seen = new Map(fields.map((field) => [field.id, byDay(field)]));
  const daysOf = ({ id }: HistoricField) => seen.get(id) as ReturnType<typeof byDay>;
  const [first] = own;
  const days = (first === undefined ? [] : [...daysOf(first).keys()])
    .filter((day) => own.every((field) => daysOf(field).has(day)))
    .sort((a, b) => a - b);
  const unitsOf = (side: readonly HistoricField[], areaOf: (area: FieldArea) => number): Units => ({
    ids: side.map(({ id }) => id),
    clusters: side.map(({ cluster }) => cluster),
    areasM2: Float64Array.from(side, ({ area }) => areaOf(area)),
    covariates: Float64Array.from(
      side,
      (field) => days.reduce((sum, day) => sum + (daysOf(field).get(day)?.vhDb ?? NaN), 0) / days.length,
    ),
    history: Float64Array.from(side.flatMap((field) => days.map((day) => daysOf(field).get(day)?.vvDb ?? NaN))),
  });
  const unread = new Set(
    candidates
      .filter((field) => field.innerPixels < minFieldPixels || !days.every((day) => daysOf(field).has(day)))
      .map(({ id }) => id),
  );
  const start = dayOf(history.end);
  return {
    covariateNames: ["vhDb"],
    days,
    period: { start, end: start + historyDays },
    project: unitsOf(own, ({ claimedM2 }) => claimedM2),
    candidates: unitsOf(candidates, ({ wholeM2 }) => wholeM2),
    barred: [{ by: "unread", holds: (id) => unread.has(id) }],
  };
};
