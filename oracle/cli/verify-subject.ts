import { stat } from "node:fs/promises";

import type { CID } from "multiformats/cid";
import type { Hex } from "viem";

import { misnamed } from "../core/errors.ts";
import { parseCid } from "../store/cid.ts";
import { reasonOf } from "../system/system-fault.ts";

/** What `sixfold verify` was asked to follow back to its scenes. */
export type Subject =
  | { readonly kind: "certificate"; readonly certificateId: bigint }
  | { readonly kind: "report"; readonly reportId: Hex }
  | { readonly kind: "car"; readonly path: string }
  | { readonly kind: "bundle"; readonly cid: CID };

const CERTIFICATE = /^(?:certificate:)?([0-9]{1,78})$/;
const REPORT = /^0x[0-9a-fA-F]{64}$/;
/** Text that can only be meant as a path: no identifier has a dot, a slash or a backslash. */
const PATH = /[./\\]/;

/**
 * Tells apart what can be verified. A file goes before a CID of the same name.
 * @throws SixfoldError CLI_USAGE saying what there can be, or that there is no such file
 */
export const subjectOf = async (text: string): Promise<Subject> => {
  const [, certificate] = CERTIFICATE.exec(text) ?? [];
  if (certificate !== undefined) return { kind: "certificate", certificateId: BigInt(certificate) };
  if (REPORT.test(text)) return { kind: "report", reportId: text.toLowerCase() as Hex };
  const reason = await stat(text).then(() => undefined, reasonOf);
  if (reason === undefined) return { kind: "car", path: text };
  if (PATH.test(text))
    throw misnamed(
      "CLI_USAGE",
      "<subject>",
      text,
      reason === "ENOENT" ? "no such file" : `the file can be read (${reason})`,
    );
  try {
    return { kind: "bundle", cid: parseCid(text) };
  } catch {
    throw misnamed(
      "CLI_USAGE",
      "<subject>",
      text,
      "a CID, a CAR file that exists, a report id (0x and 64 hex digits) or a certificate id (a number)",
    );
  }
};
