import { sql } from "kysely";
import type { SelectQueryBuilder, SqlBool, StringReference } from "kysely";

import type { Key } from "../http/cursor.ts";

/** Where a page begins, behind what the page before ended with, and how long it is. */
export type Page = { readonly after: Key | undefined; readonly limit: number };

/**
 * A query's rows in the order of some columns, from behind a key: a page costs the same wherever it lies in its list.
 * @param columns together different for every row; the key has a value for each.
 */
export const inPages = <DB, TB extends keyof DB, O>(
  query: SelectQueryBuilder<DB, TB, O>,
  columns: readonly [StringReference<DB, TB>, ...StringReference<DB, TB>[]],
  { after, limit }: Page,
): SelectQueryBuilder<DB, TB, O> => {
  const refs = columns.map((column) => sql.ref(column));
  const behind = after === undefined ? query : query.where(sql<SqlBool>`(${sql.join(refs)}) > (${sql.join(after)})`);
  return refs.reduce((sorted, ref) => sorted.orderBy(ref), behind).limit(limit);
};
