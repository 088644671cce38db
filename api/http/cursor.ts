import * as z from "zod";

import { misnamed } from "../../oracle/core/errors.ts";
import { parsedBy } from "../../oracle/core/schema-faults.ts";
import type { Head } from "../store/schema.ts";
import { stateTag } from "./snapshot.ts";

/** Most items of a page. */
export const MOST_ITEMS = 200;
const USUAL_ITEMS = 50;

/** The query of every list. */
export const paging = {
  limit: z
    .string()
    .regex(/^\d{1,3}$/, `a number from 1 to ${MOST_ITEMS}`)
    .transform(Number)
    .pipe(z.number().min(1).max(MOST_ITEMS))
    .optional()
    .meta({ description: `Items of a page, 1 to ${MOST_ITEMS}; ${USUAL_ITEMS} where not given` }),
  cursor: z
    .string()
    .max(1_000)
    .optional()
    .meta({ description: "`next` of the page before. It holds for one state of the registry." }),
};

/** Where a page ended: values of the columns that the list is sorted by. */
export type Key = readonly (string | number)[];

/** What columns hold that a list is sorted by. */
export type KeyPart = "whole" | "integer" | "digest" | "account";

const PARTS: Readonly<Record<KeyPart, RegExp>> = {
  whole: /^\d{1,78}$/,
  integer: /^\d{1,9}$/,
  digest: /^0x[0-9a-f]{64}$/,
  account: /^0x[0-9a-fA-F]{40}$/,
};

const cursorJson = z.tuple([z.string(), z.string(), z.array(z.union([z.string().max(200), z.int()])).max(3)]);

/** A cursor names its list and the state it was read from, so that pages of two states are never joined. */
export const cursorOf = (list: string, head: Head, key: Key): string =>
  Buffer.from(JSON.stringify([list, stateTag(head), key])).toString("base64url");

const malformed = (text: string) => misnamed("HTTP_CURSOR", "/query/cursor", text, "a cursor that this list gave");

const jsonOf = (text: string): unknown => {
  try {
    return JSON.parse(Buffer.from(text, "base64url").toString("utf8"));
  } catch {
    throw malformed(text);
  }
};

/**
 * @throws SixfoldError `HTTP_CURSOR` (usage) for what this list never gave; `HTTP_CURSOR_STALE` (usage) when the state
 *   it was given for is no longer that of the registry.
 */
export const keyOf = (list: string, head: Head, text: string, parts: readonly KeyPart[]): Key => {
  const [from, state, key] = parsedBy(cursorJson, jsonOf(text), () => malformed(text));
  const isKey = key.length === parts.length && parts.every((part, k) => PARTS[part].test(`${key[k]}`));
  if (from !== list || !isKey) throw malformed(text);
  if (state !== stateTag(head))
    throw misnamed("HTTP_CURSOR_STALE", "/query/cursor", text, "the registry is as it was when the cursor was given");
  return parts.map((part, k) => (part === "integer" ? Number(key[k]) : `${key[k]}`));
};

/** A page: one item more than asked for was looked for, to know whether there are more. */
export const pageSize = (limit: number | undefined): number => limit ?? USUAL_ITEMS;
