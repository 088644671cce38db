import * as z from "zod";

import { csvOf } from "../http/csv.ts";
import { cursorOf, keyOf, pageSize, paging } from "../http/cursor.ts";
import type { Key, KeyPart } from "../http/cursor.ts";
import { pageOf } from "../http/list.ts";
import { stateRoute } from "../http/route.ts";
import type { Route } from "../http/route.ts";
import type { Trx } from "../store/schema.ts";
import type { Page } from "./in-pages.ts";

const CSV = "text/csv";
/** A register as CSV comes whole up to so many lines: one download, not pages. */
const MOST_CSV_ROWS = 50_000;

type Register<S extends z.ZodRawShape> = {
  readonly name: string;
  readonly summary: string;
  /** Columns, in the order of the CSV. */
  readonly columns: S;
  readonly key: readonly KeyPart[];
  readonly rows: (
    trx: Trx,
    page: Page,
  ) => Promise<readonly { readonly key: Key; readonly row: z.input<z.ZodObject<S, z.core.$strict>> }[]>;
};

/** A public report of the registry, as JSON in pages or as CSV. */
export const registerRoute = <S extends z.ZodRawShape>({ name, summary, columns, key, rows }: Register<S>): Route => {
  const path = `/v1/registers/${name}`;
  return stateRoute({
    path,
    tag: "registers",
    summary,
    query: z.strictObject({
      ...paging,
      format: z
        .enum(["json", "csv"])
        .optional()
        .meta({ description: `CSV holds up to ${MOST_CSV_ROWS} lines` }),
    }),
    answer: pageOf(z.strictObject(columns)) as z.ZodType,
    otherMedia: [CSV],
    find: async ({ query: { limit, cursor, format } }, { trx, head }) => {
      const after = cursor === undefined ? undefined : keyOf(path, head, cursor, key);
      const size = format === "csv" ? (limit ?? MOST_CSV_ROWS) : pageSize(limit);
      const found = await rows(trx, { after, limit: size + 1 });
      const page = found.slice(0, size);
      const next = found.length > size ? cursorOf(path, head, page.at(-1)!.key) : null;
      const items = page.map(({ row }) => row);
      if (format !== "csv") return { items, next };
      const file = { "Content-Disposition": `attachment; filename="sixfold-${name}.csv"` };
      return { media: CSV, content: csvOf(Object.keys(columns), items as never), headers: file, next };
    },
  });
};
