import * as z from "zod";

import { digest } from "../http/fields.ts";
import { COLLECTION, collectionOf } from "./stac-items.ts";
import type { Box, ReportRow } from "./stac-items.ts";

/** Each item asks a gateway for its manifest. */
const MOST_ITEMS = 100;
const USUAL_ITEMS = 10;

const separate = (text: string): string[] => text.split(",");
const box = z
  .array(z.number())
  .refine((edges) => edges.length === 4 || edges.length === 6, "four numbers, or six with heights")
  .transform((edges): Box =>
    edges.length === 4 ? [edges[0]!, edges[1]!, edges[2]!, edges[3]!] : [edges[0]!, edges[1]!, edges[3]!, edges[4]!],
  );
const MOMENT = String.raw`(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[+-]\d\d:\d\d)|\.\.)?`;
const time = z
  .string()
  .regex(new RegExp(`^${MOMENT}(/${MOMENT})?$`, "i"), "a time, or two with a slash between, of which one may be `..`")
  .refine(
    (text) =>
      text.split("/").every((part) => part === "" || part === ".." || !Number.isNaN(Date.parse(part))) &&
      /\d/.test(text),
    "times that exist",
  );
const token = z
  .string()
  .regex(/^\d{1,9}$/, "what a `next` link says")
  .optional();
const most = z
  .number()
  .int()
  .min(1)
  .max(10_000)
  .transform((asked) => Math.min(asked, MOST_ITEMS));
const collections = z.array(z.string().regex(COLLECTION, "collections of this catalogue"));

export const searchBody = z.strictObject({
  bbox: box.optional(),
  datetime: time.optional(),
  ids: z.array(digest).optional(),
  collections: collections.optional(),
  limit: most.default(USUAL_ITEMS),
  token,
});
export const searchQuery = z.strictObject({
  bbox: z
    .string()
    .regex(/^-?\d+(\.\d+)?(,-?\d+(\.\d+)?){3,5}$/, "numbers with commas between")
    .transform((text) => separate(text).map(Number))
    .pipe(box)
    .optional(),
  datetime: time.optional(),
  ids: z.string().transform(separate).pipe(z.array(digest)).optional(),
  collections: z.string().transform(separate).pipe(collections).optional(),
  limit: z
    .string()
    .regex(/^\d{1,5}$/, "a number")
    .transform(Number)
    .pipe(most)
    .default(USUAL_ITEMS),
  token,
});
export type Search = z.output<typeof searchBody>;

/** First and last second of a time or interval; open ends reach everything. */
const spanOf = (datetime: string): readonly [number, number] => {
  const [first, last = first] = datetime.split("/");
  const seconds = (text: string | undefined, open: number): number =>
    text === undefined || text === "" || text === ".." ? open : Date.parse(text) / 1000;
  return [seconds(first, -Infinity), seconds(last, Infinity)];
};

/** Whether a report is of a time, a collection and a number that were asked for. Periods are half open. */
export const wanted = (
  { datetime, ids, collections: of }: Search,
  { id, record, methodology_id }: ReportRow,
): boolean => {
  const [first, last] = spanOf(datetime ?? "../..");
  return (
    record.periodStart <= last &&
    first < record.periodEnd &&
    (ids === undefined || ids.includes(id)) &&
    (of === undefined || of.includes(collectionOf(methodology_id)))
  );
};

/** Whether rectangles meet. One that was asked for may cross the antimeridian: then its west is east of its east. */
export const overlaps = ({ bbox }: Search, [west, south, east, north]: Box): boolean => {
  if (bbox === undefined) return true;
  const [left, bottom, right, top] = bbox;
  const inLongitude = left <= right ? west <= right && left <= east : left <= east || west <= right;
  return inLongitude && south <= top && bottom <= north;
};
