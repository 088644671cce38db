import * as z from "zod";

import { SixfoldError } from "../errors.ts";
import { parsedBy } from "../schema-faults.ts";
import { valueToWire, wireSchema } from "./field.ts";
import type { FieldType, Value, ValueOf, WireValue } from "./field.ts";

/** Who may sign a statement. */
export type Role = "operator" | "verifier";

/** The fields of one statement, by name. */
export type Message = Readonly<Record<string, Value>>;

/**
 * Everything that is particular to the bytes of one kind of statement. Type, EIP-712 types, wire form and hashes are
 * derived from it.
 */
export type StatementTable<M extends Message, Contract extends string = string> = {
  /** Name of the struct, as the contract's type hash has it. */
  readonly name: string;
  /** EIP-712 name and version of the contract that takes it. */
  readonly domain: { readonly name: string; readonly version: string };
  /** Which contract of a deployment takes it. */
  readonly contract: Contract;
  /** Whose signatures it needs: a quorum of the operators, a verifier, or both; neither's where a holder signs for itself. */
  readonly roles: readonly Role[];
  /** Solidity type of each field, in the order of the struct. */
  readonly fields: Readonly<Record<keyof M & string, FieldType>>;
  /** Schema of the wire form. Strict: every field, and no other. */
  readonly wire: z.ZodType<M>;
};

/** The message type of a table. */
export type MessageOf<T> = T extends StatementTable<infer M> ? M : never;

/** A statement's table from its fields. Their order is the struct's, so it is what is signed. */
export const defineStatement = <
  const Fields extends Readonly<Record<string, FieldType>>,
  const Contract extends string,
>(parts: {
  readonly name: string;
  readonly domain: { readonly name: string; readonly version: string };
  readonly contract: Contract;
  readonly roles: readonly Role[];
  readonly fields: Fields;
}): StatementTable<{ readonly [Name in keyof Fields]: ValueOf<Fields[Name]> }, Contract> => {
  type M = { readonly [Name in keyof Fields]: ValueOf<Fields[Name]> };
  const shape = Object.fromEntries(Object.entries(parts.fields).map(([name, type]) => [name, wireSchema(type)]));
  return { ...parts, wire: z.strictObject(shape) as unknown as z.ZodType<M> };
};

/** The names of a table's fields, in order. */
export const fieldNames = <M extends Message>({ fields }: StatementTable<M>): readonly (keyof M & string)[] =>
  Object.keys(fields) as (keyof M & string)[];

/** A statement as it is sent and kept, the inverse of `fromWire`. */
export const toWire = <M extends Message>(table: StatementTable<M>, message: M): Readonly<Record<string, WireValue>> =>
  Object.fromEntries(fieldNames(table).map((name) => [name, valueToWire(table.fields[name], message[name]!)]));

/**
 * A statement from its wire form.
 * @throws SixfoldError `STATEMENT_INVALID` (usage) naming the first field that breaks its rule.
 */
export const fromWire = <M extends Message>({ name, wire }: StatementTable<M>, json: unknown): M =>
  parsedBy(
    wire,
    json,
    ({ pointer, ...fault }) =>
      new SixfoldError({ code: "STATEMENT_INVALID", failure: "usage", field: `${name}${pointer}`, ...fault }),
  );

/** The fields in which two statements differ, in the order of the struct; the letter case of hex is no difference. */
export const differingFields = <M extends Message>(
  table: StatementTable<M>,
  a: M,
  b: M,
): readonly (keyof M & string)[] => {
  const [ofA, ofB] = [toWire(table, a), toWire(table, b)];
  return fieldNames(table).filter((name) => JSON.stringify(ofA[name]) !== JSON.stringify(ofB[name]));
};
