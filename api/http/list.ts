import * as z from "zod";

import { cursorOf, keyOf, pageSize, paging } from "./cursor.ts";
import type { Key, KeyPart } from "./cursor.ts";
import { stateRoute } from "./route.ts";
import type { Route } from "./route.ts";
import type { Snapshot, Surroundings } from "./snapshot.ts";

/** A page of a list. */
export const pageOf = <A extends z.ZodType>(item: A) =>
  z.strictObject({
    items: z.array(item),
    next: z.string().nullable().meta({ description: "The next page's cursor; null where there is none" }),
  });

type List<I, R, P extends z.ZodType, F extends z.ZodRawShape> = {
  readonly path: string;
  readonly tag: string;
  readonly summary: string;
  readonly description?: string;
  readonly params?: P;
  /** What the list can be narrowed by. */
  readonly filters: F;
  readonly item: I;
  /** What the list is sorted by. */
  readonly key: readonly KeyPart[];
  /** So many rows behind a key, in order. */
  readonly rows: (
    given: { readonly params: z.output<P>; readonly filters: z.output<z.ZodObject<F>> },
    page: { readonly after: Key | undefined; readonly limit: number },
    snapshot: Snapshot,
  ) => Promise<readonly R[]>;
  readonly keyOf: (row: R) => Key;
  readonly view: (row: R, around: Surroundings) => z.input<I & z.ZodType>;
};

/** A list in pages. A page is bound to the state it was read from. */
export const listRoute = <I extends z.ZodType, R, F extends z.ZodRawShape, P extends z.ZodType = z.ZodObject>(
  list: List<I, R, P, F>,
): Route => {
  const { filters, item, key, rows, keyOf: keyOfRow, view, path, tag, summary, description, params } = list;
  return stateRoute({
    path,
    tag,
    summary,
    ...(description === undefined ? {} : { description }),
    params: params ?? z.strictObject({}),
    query: z.strictObject({ ...filters, ...paging }),
    answer: pageOf(item),
    find: async (given, snapshot, around) => {
      const { limit, cursor } = given.query as { limit?: number; cursor?: string };
      const after = cursor === undefined ? undefined : keyOf(path, snapshot.head, cursor, key);
      const size = pageSize(limit);
      const asked = { params: given.params as z.output<P>, filters: given.query as z.output<z.ZodObject<F>> };
      const found = await rows(asked, { after, limit: size + 1 }, snapshot);
      const items = found.slice(0, size);
      return {
        items: items.map((row) => view(row, around)),
        next: found.length > size ? cursorOf(path, snapshot.head, keyOfRow(items.at(-1)!)) : null,
      } as never;
    },
  });
};
