import { closeSync, fsyncSync, mkdirSync, openSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";

import type { TypedDataDomain } from "viem";
import { z } from "zod";

import { AttestError } from "../core/errors.ts";
import { faultOf, isSystemError } from "../system/system-fault.ts";
import { reportDigest } from "./report-types.ts";
import type { Report } from "./report-types.ts";

const entry = z.strictObject({
  chainId: z.int(),
  oracle: z.string(),
  projectId: z.string(),
  periodStart: z.int(),
  periodEnd: z.int(),
  statement: z.string(),
});
const memory = z.strictObject({ version: z.literal(1), signed: z.array(entry) });

export type EquivocationGuard = {
  /** Remembers the report on disk before it may be signed. @throws AttestError when it contradicts an earlier one. */
  readonly admit: (domain: TypedDataDomain, report: Report) => void;
};

/** What a report states, whoever signs it and until whenever it may be posted. */
const statementOf = (domain: TypedDataDomain, report: Report): string =>
  reportDigest(domain, { ...report, expiry: 0, operatorSet: `0x${"0".repeat(64)}` });

const refuseSystem = (path: string, cause: unknown): never => {
  throw new AttestError({ code: "ATTEST_GUARD_UNUSABLE", field: "guard", value: path, ...faultOf(cause), cause });
};

const load = (path: string): z.infer<typeof entry>[] => {
  try {
    return memory.parse(JSON.parse(readFileSync(path, "utf8"))).signed;
  } catch (cause) {
    if (isSystemError(cause)) return cause.code === "ENOENT" ? [] : refuseSystem(path, cause);
    // A guard that forgot what it signed guards nothing: refuse to start rather than begin empty.
    throw new AttestError({
      code: "ATTEST_GUARD_CORRUPT",
      failure: "infrastructure",
      field: "guard",
      value: path,
      rule: "the memory of signed reports can be read",
      cause,
    });
  }
};

const save = (path: string, signed: readonly z.infer<typeof entry>[]): void => {
  try {
    mkdirSync(dirname(path), { recursive: true });
    const file = openSync(`${path}.new`, "w", 0o600);
    try {
      writeFileSync(file, JSON.stringify({ version: 1, signed }));
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
 * about overlapping periods of one project are never both admitted; the same statement is, again and again, also with
 * a later expiry or a newer operator set. Synchronous, so two requests of one process can not race. It is written once
 * at the start, so that a place that can not be written to is known before anything is examined.
 * @throws AttestError `ATTEST_GUARD_CORRUPT` (infrastructure), `ATTEST_GUARD_UNUSABLE` when the file can not be kept there.
 */
export const openEquivocationGuard = (path: string): EquivocationGuard => {
  let signed = load(path);
  save(path, signed);
  return {
    admit: (domain, report) => {
      const candidate = {
        chainId: Number(domain.chainId),
        oracle: String(domain.verifyingContract).toLowerCase(),
        projectId: report.projectId.toString(),
        periodStart: report.periodStart,
        periodEnd: report.periodEnd,
        statement: statementOf(domain, report),
      };
      const overlapping = signed.filter(
        (other) =>
          other.chainId === candidate.chainId &&
          other.oracle === candidate.oracle &&
          other.projectId === candidate.projectId &&
          other.periodStart < candidate.periodEnd &&
          candidate.periodStart < other.periodEnd,
      );
      const contradicted = overlapping.find(({ statement }) => statement !== candidate.statement);
      if (contradicted)
        throw new AttestError({
          code: "ATTEST_EQUIVOCATION",
          failure: "check",
          field: "report",
          value: { projectId: candidate.projectId, periodStart: report.periodStart, periodEnd: report.periodEnd },
          rule: `this key already signed another report for ${contradicted.periodStart} to ${contradicted.periodEnd} of the project`,
        });
      if (overlapping.length > 0) return;
      save(path, [...signed, candidate]);
      signed = [...signed, candidate];
    },
  };
};
