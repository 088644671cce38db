import type { Registry } from "../../oracle/chain/fold/registry.ts";
import { STATE_TABLES } from "./state-tables.ts";
import type { Row, StateTable } from "./state-tables.ts";

/** Rows of one table that are to be written, and the keys of those that are to go. */
export type Changes = { readonly table: StateTable; readonly put: readonly Row[]; readonly gone: readonly Row[] };

/** A row as it is compared, whatever the order of its columns. */
const rowText = (row: Row): string => JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1)));
const keyText = ({ key }: StateTable, row: Row): string => JSON.stringify(key.map((column) => row[column]));

/** What turns some rows of a table into others. */
export const rowChanges = (table: StateTable, before: readonly Row[], after: readonly Row[]): Changes => {
  const old = new Map(before.map((row) => [keyText(table, row), row]));
  const put = after.filter((row) => {
    const same = old.get(keyText(table, row));
    return same === undefined || rowText(same) !== rowText(row);
  });
  const kept = new Set(after.map((row) => keyText(table, row)));
  return { table, put, gone: before.filter((row) => !kept.has(keyText(table, row))) };
};

/** Rows of the records of a state that are not, as they are, in another. */
const rowsNotIn = ({ source, rowsOf }: StateTable, state: Registry, other: Registry): readonly Row[] => {
  if (state[source] === other[source]) return [];
  const [records, others] = [state[source], other[source]] as ReadonlyMap<unknown, unknown>[];
  return [...records!].flatMap(([key, record]) =>
    others!.get(key) === record ? [] : rowsOf(key as never, record as never, state),
  );
};

/**
 * What turns the rows of one state into those of another, forward or back. Records that the fold left alone are shared
 * between states and not looked at.
 */
export const changesBetween = (before: Registry, after: Registry): readonly Changes[] =>
  STATE_TABLES.map((table) =>
    rowChanges(table, rowsNotIn(table, before, after), rowsNotIn(table, after, before)),
  ).filter(({ put, gone }) => put.length + gone.length > 0);
