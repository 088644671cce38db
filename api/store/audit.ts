import type { Registry } from "../../oracle/chain/fold/registry.ts";
import { rowChanges } from "./changes.ts";
import type { Changes } from "./changes.ts";
import type { Db } from "./schema.ts";
import { STATE_TABLES } from "./state-tables.ts";
import type { Row } from "./state-tables.ts";

/** Documents as they are compared: text, as it is written. */
const asWritten = (row: Readonly<Record<string, unknown>>): Row =>
  Object.fromEntries(
    Object.entries(row).map(([column, value]) => [
      column,
      typeof value === "object" ? JSON.stringify(value) : (value as string | number),
    ]),
  );

/**
 * What is to change so that the rows are those of a state: nothing, where they are (L17). All rows are read.
 */
export const auditStore = async (db: Db, state: Registry): Promise<readonly Changes[]> => {
  const found: Changes[] = [];
  for (const table of STATE_TABLES) {
    const records = state[table.source] as ReadonlyMap<unknown, unknown>;
    const wanted = [...records].flatMap(([key, record]) => table.rowsOf(key as never, record as never, state));
    const rows = await db.selectFrom(table.name).selectAll().execute();
    found.push(rowChanges(table, rows.map(asWritten), wanted));
  }
  return found.filter(({ put, gone }) => put.length + gone.length > 0);
};
