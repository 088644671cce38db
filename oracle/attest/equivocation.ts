import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import { digestOf } from "../core/statements/hash.ts";
import type { Domain } from "../core/statements/hash.ts";
import { faultOf, isSystemError } from "../system/system-fault.ts";
import type { Kind, Lapsing } from "./kind.ts";

const entrySchema = z.strictObject({
  chainId: z.int(),
  contract: z.string(),
  kind: z.string(),
  about: z.string(),
  /** Unix seconds, half open; null where the statement holds for all time. */
  during: z.strictObject({ start: z.int(), end: z.int() }).nullable(),
  /** Digest of the statement without its renewable fields. */
  said: z.string(),
});
type Entry = z.infer<typeof entrySchema>;
const memorySchema = z.strictObject({ version: z.literal(2), signed: z.array(entrySchema) });

export type EquivocationGuard = {
  /** Remembers a statement on disk before it may be signed. @throws SixfoldError when it contradicts an earlier one. */
  readonly admit: <M extends Lapsing, Basis>(kind: Kind<M, Basis>, domain: Domain, message: M) => void;
};

const entryOf = <M extends Lapsing, Basis>(
  { table, subject, renewable }: Kind<M, Basis>,
  domain: Domain,
  message: M,
): Entry => {
  const { about, during = null } = subject(message);
  return {
    chainId: domain.chainId,
    contract: domain.verifyingContract.toLowerCase(),
    kind: table.name,
    about,
    during,
    said: digestOf(table, domain, message, renewable),
  };
};

const overlap = (a: Entry["during"], b: Entry["during"]): boolean =>
  a === null || b === null || (a.start < b.end && b.start < a.end);

const sameSubject = (a: Entry, b: Entry): boolean =>
  a.chainId === b.chainId &&
  a.contract === b.contract &&
  a.kind === b.kind &&
  a.about === b.about &&
  overlap(a.during, b.during);

const shown = ({ about, during }: Entry): string =>
  during === null ? about : `${about} from ${during.start} to ${during.end}`;

const refuseSystem = (path: string, cause: unknown): never => {
  throw new SixfoldError({ code: "ATTEST_GUARD_UNUSABLE", field: "guard", value: path, ...faultOf(cause), cause });
};

/** A guard that forgot what it signed guards nothing: it refuses to start rather than begin empty. */
const corrupt = (path: string, cause?: unknown): SixfoldError =>
  new SixfoldError({
    code: "ATTEST_GUARD_CORRUPT",
    failure: "infrastructure",
    field: "guard",
    value: path,
    rule: "the memory of signed statements can be read",
    cause,
  });

const load = (path: string): readonly Entry[] => {
  let json: unknown;
  try {
    json = JSON.parse(readFileSync(path, "utf8"));
  } catch (cause) {
    if (isSystemError(cause)) return cause.code === "ENOENT" ? [] : refuseSystem(path, cause);
    throw corrupt(path, cause);
  }
  return parsedBy(memorySchema, json, () => corrupt(path)).signed;
};

const save = (path: string, signed: readonly Entry[]): void => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(`${path}.new`, "w", 0o600);
    try {
      writeFileSync(file, JSON.stringify({ version: 2, signed }));
      fsyncSync(file);
    } finally {
      closeSync(file);
    }
    renameSync(`${path}.new`, path);
  } catch (cause) {
    refuseSystem(path, cause);
  }
};

/**
 * The memory of what one key signed, kept in one small file so that it outlives the process. Two different statements
 * of one kind about one subject are never both admitted; the same statement is, again and again, also with other
 * renewable fields. Synchronous, so two requests of one process can not race. It is written once at the start, so that
 * a place that can not be written to is known before anything is examined.
 * @throws SixfoldError `ATTEST_GUARD_CORRUPT` (infrastructure), `ATTEST_GUARD_UNUSABLE` when the file can not be kept there.
 */
export const openEquivocationGuard = (path: string): EquivocationGuard => {
  let signed = load(path);
  save(path, signed);
  return {
    admit: (kind, domain, message) => {
      const candidate = entryOf(kind, domain, message);
      const before = signed.filter((other) => sameSubject(candidate, other));
      const contradicted = before.find(({ said }) => said !== candidate.said);
      if (contradicted)
        throw new SixfoldError({
          code: "ATTEST_EQUIVOCATION",
          failure: "check",
          field: "statement",
          value: shown(candidate),
          rule: `this key already signed another ${kind.table.name.toLowerCase()} of ${shown(contradicted)}`,
        });
      if (before.length > 0) return;
      save(path, [...signed, candidate]);
      signed = [...signed, candidate];
    },
  };
};
