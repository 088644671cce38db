import { readFileSync } from "node:fs";

import { getAddress, isAddress } from "viem";
import type { Hex } from "viem";
import * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import { toWire } from "../core/statements/table.ts";
import type { Message, Role, StatementTable } from "../core/statements/table.ts";
import { jsonOf } from "../system/read-json-file.ts";
import type { SignerSignature } from "./signature.ts";

/** A statement with the signatures that its roles ask for; strictly ascending by signer. */
export type Signed<M extends Message> = {
  readonly statement: M;
  readonly signatures: Readonly<Record<Role, readonly SignerSignature[]>>;
};

const signerSignature = z.strictObject({
  signer: z
    .string()
    .refine((text) => isAddress(text), "a 20-byte address")
    .transform((text) => getAddress(text)),
  signature: z
    .string()
    .regex(/^0x([0-9a-fA-F]{2})+$/, "bytes in hex")
    .transform((text) => text as Hex),
});

const signedSchema = <M extends Message>({ name, wire, roles }: StatementTable<M>): z.ZodType<Signed<M>> => {
  const of = (role: Role) => {
    const signatures = z.array(signerSignature);
    return roles.includes(role)
      ? signatures.min(1, `a ${name} is signed by at least one ${role}`)
      : signatures.max(0, `a ${name} is not signed by any ${role}`);
  };
  const signatures = z.strictObject({ operator: of("operator"), verifier: of("verifier") });
  return z
    .strictObject({ kind: z.literal(name), statement: wire, signatures })
    .transform(({ kind: _kind, ...signed }) => signed as Signed<M>);
};

/** The form in which a signed statement is kept in a file. */
export const signedToJson = <M extends Message>(
  table: StatementTable<M>,
  { statement, signatures }: Signed<M>,
): object => ({ kind: table.name, statement: toWire(table, statement), signatures });

/** @throws SixfoldError `ATTEST_SIGNED_INVALID` naming the first field that breaks a rule. */
export const parseSigned = <M extends Message>(table: StatementTable<M>, json: unknown): Signed<M> =>
  parsedBy(
    signedSchema(table),
    json,
    ({ pointer, ...fault }) =>
      new SixfoldError({ code: "ATTEST_SIGNED_INVALID", failure: "usage", field: pointer || "/", ...fault }),
  );

/** Standard input, as readFileSync wants it. */
const STDIN = 0;

/**
 * The signed statement of a file, or of standard input where the name is `-`.
 * @throws SixfoldError when the file can not be read, is not JSON or not a signed statement of this kind.
 */
export const readSigned = <M extends Message>(table: StatementTable<M>, path: string): Signed<M> => {
  let json: unknown;
  try {
    json = jsonOf(readFileSync(path === "-" ? STDIN : path), (_found, rule) => new SyntaxError(rule));
  } catch (cause) {
    throw new SixfoldError({
      code: "ATTEST_SIGNED_UNREADABLE",
      failure: "usage",
      field: `signed ${table.name.toLowerCase()}`,
      value: path,
      rule: "the file exists and is JSON",
      cause,
    });
  }
  return parseSigned(table, json);
};
