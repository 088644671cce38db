import { readFileSync } from "node:fs";

import { getAddress, isAddress } from "viem";
import type { Hex } from "viem";
import { z } from "zod";

import { AttestError } from "../core/errors.ts";
import { jsonOf } from "../system/read-json-file.ts";
import { schemaFaults } from "../core/schema-faults.ts";
import type { SignedReport } from "./post.ts";
import { reportJson, toWire } from "./report-types.ts";

const address = z
  .string()
  .refine((text) => isAddress(text), "a 20-byte address")
  .transform((text) => getAddress(text));
const signature = z
  .string()
  .regex(/^0x([0-9a-fA-F]{2})+$/, "bytes in hex")
  .transform((text) => text as Hex);

const signedReportJson = z.strictObject({
  report: reportJson,
  operators: z.array(z.strictObject({ signer: address, signature })).min(1),
  verifier: address,
  verifierSignature: signature,
});

/** The form in which a signed report is kept in a file. */
export const signedReportToJson = ({ report, ...rest }: SignedReport) => ({ report: toWire(report), ...rest });

/** @throws AttestError naming the first field that breaks a rule. */
export const parseSignedReport = (json: unknown): SignedReport => {
  const parsed = signedReportJson.safeParse(json);
  if (parsed.success) return parsed.data;
  const { pointer, value, rule } = schemaFaults(signedReportJson, json)[0]!;
  throw new AttestError({
    code: "ATTEST_SIGNED_REPORT_INVALID",
    failure: "usage",
    field: pointer === "" ? "/" : pointer,
    value,
    rule,
  });
};

/** Standard input, as readFileSync wants it. */
const STDIN = 0;

/**
 * The signed report of a file, or of standard input where the name is `-`.
 *
 * @throws AttestError when the file can not be read, is not JSON or not a signed report.
 */
export const readSignedReport = (path: string): SignedReport => {
  let json: unknown;
  try {
    json = jsonOf(readFileSync(path === "-" ? STDIN : path), (_found, rule) => new SyntaxError(rule));
  } catch (cause) {
    throw new AttestError({
      code: "ATTEST_SIGNED_REPORT_UNREADABLE",
      failure: "usage",
      field: "signed report",
      value: path,
      rule: "the file exists and is JSON",
      cause,
    });
  }
  return parseSignedReport(json);
};
