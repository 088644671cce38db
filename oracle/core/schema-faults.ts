import type * as z from "zod";

import type { SixfoldError } from "./errors.ts";

/** One place where a document breaks its schema. */
export type SchemaFault = {
  /** JSON Pointer (RFC 6901) into the document. */
  readonly pointer: string;
  /** What stands there; undefined where something is missing. Never the document around it. */
  readonly value: unknown;
  readonly rule: string;
};

const escaped = (key: PropertyKey): string => String(key).replaceAll("~", "~0").replaceAll("/", "~1");

/** The JSON Pointer of a path; that of the whole document is empty. */
export const pointerOf = (path: readonly PropertyKey[]): string => path.map((key) => `/${escaped(key)}`).join("");

const valueAt = (document: unknown, path: readonly PropertyKey[]): unknown =>
  path.reduce<unknown>((inner, key) => (Object(inner) as Readonly<Record<PropertyKey, unknown>>)[key], document);

/** Longest array of plain values that is told as it is: a position with its height, a box. */
const LONGEST_TOLD = 4;

/** A value as it can be told of in an error: what holds more than a position is told by its kind, for it may be a file. */
export const briefly = (value: unknown): unknown => {
  if (typeof value !== "object" || value === null) return value;
  if (!Array.isArray(value)) return "an object";
  const plain = value.every((inner) => typeof inner !== "object" || inner === null);
  return plain && value.length <= LONGEST_TOLD ? value : `an array of ${value.length}`;
};

/** Every place where a document breaks its schema, in the order in which the schema finds them; none where it holds. */
export const schemaFaults = (schema: z.ZodType, document: unknown): readonly SchemaFault[] => {
  const { error } = schema.safeParse(document);
  return (error?.issues ?? []).flatMap((issue): readonly SchemaFault[] => {
    const faultAt = (path: readonly PropertyKey[], rule: string): SchemaFault => ({
      pointer: pointerOf(path),
      value: briefly(valueAt(document, path)),
      rule,
    });
    return issue.code === "unrecognized_keys"
      ? issue.keys.map((key) => faultAt([...issue.path, key], "there is no such field"))
      : [faultAt(issue.path, issue.message)];
  });
};

/** What a schema makes of a document. @throws the error that `refuse` makes of the first place that breaks it */
export const parsedBy = <T>(
  schema: z.ZodType<T>,
  document: unknown,
  refuse: (fault: SchemaFault) => SixfoldError,
): T => {
  const parsed = schema.safeParse(document);
  if (parsed.success) return parsed.data;
  throw refuse(schemaFaults(schema, document)[0]!);
};
