import { getAddress, isAddress, isAddressEqual, recoverTypedDataAddress } from "viem";
import type { Address, Hex } from "viem";
import { z } from "zod";

import type { Chain } from "../chain/connect.ts";
import { onChain } from "../chain/errors.ts";
import { AttestError, SixfoldError } from "../core/errors.ts";
import type { Failure } from "../core/errors.ts";
import { endpointOf, reasonOf } from "../system/system-fault.ts";
import { ascending } from "./post.ts";
import type { SignedReport, SignerSignature } from "./post.ts";
import { isCanonicalSignature, reportDomain, reportTypedData, toWire } from "./report-types.ts";
import type { Report } from "./report-types.ts";

/** Longest answer of a signing process: problem details with a value. */
const LONGEST_ANSWER_BYTES = 64 * 1024;

const answerJson = z.object({
  signer: z.string().refine((text) => isAddress(text)),
  signature: z.string().regex(/^0x[0-9a-fA-F]+$/),
});
const problemJson = z.object({ code: z.string(), field: z.string(), value: z.unknown(), rule: z.string() });

/** Why one signing process gave no usable signature. */
export type Refusal = {
  readonly url: string;
  readonly failure: Failure;
  readonly code: string;
  readonly field: string;
  readonly rule: string;
};

export type Collected = {
  readonly signed: SignedReport;
  /** Those that did not sign; the quorum was reached without them. */
  readonly refusals: readonly Refusal[];
};

const readLimited = async (response: Response): Promise<string> => {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of response.body ?? []) {
    size += chunk.length;
    if (size > LONGEST_ANSWER_BYTES) break;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString("utf8");
};

const unreachable = (url: string, code: string, rule: string, cause?: unknown): AttestError =>
  new AttestError({ code, failure: "infrastructure", field: "signer", value: endpointOf(url), rule, cause });

/**
 * Asks one signing process, by POST, and answers its parsed JSON.
 * @throws AttestError with the process's own words when it refuses; infrastructure when it is away, late or babbles.
 */
export const ask = async (url: string, path: string, body: object, timeoutMs: number): Promise<unknown> => {
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(path, url), {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify(body),
      signal: AbortSignal.timeout(timeoutMs),
      redirect: "error",
    });
    text = await readLimited(response);
  } catch (cause) {
    const late = cause instanceof Error && cause.name === "TimeoutError";
    throw late
      ? unreachable(url, "ATTEST_SIGNER_LATE", `the process answers within ${timeoutMs} ms`, cause)
      : unreachable(url, "ATTEST_SIGNER_UNREACHABLE", `the process answers (${reasonOf(cause)})`, cause);
  }
  let json: unknown;
  try {
    json = JSON.parse(text);
  } catch (cause) {
    throw unreachable(url, "ATTEST_SIGNER_BABBLES", "the process answers in JSON", cause);
  }
  if (response.ok) return json;
  const problem = problemJson.safeParse(json);
  if (!problem.success) throw unreachable(url, "ATTEST_SIGNER_BABBLES", "a refusal comes as problem details");
  const { code, field, value, rule } = problem.data;
  const failure = response.status === 409 ? "check" : response.status >= 500 ? "infrastructure" : "usage";
  throw new AttestError({ code, failure, field, value, rule });
};

/** True when the signature is the account's over the report: by recovery, or for a contract by asking it (ERC-1271). */
export const isSignatureOf = async (
  chain: Chain,
  report: Report,
  signer: Address,
  signature: Hex,
): Promise<boolean> => {
  const data = reportTypedData(reportDomain(chain.chainId, chain.deployment.contracts.VerificationOracle), report);
  if (isCanonicalSignature(signature)) {
    const recovered = await recoverTypedDataAddress({ ...data, signature }).catch(() => undefined);
    if (recovered !== undefined && isAddressEqual(recovered, signer)) return true;
  }
  return onChain("signature", async () => {
    if ((await chain.client.getCode({ address: signer })) === undefined) return false;
    return chain.client.verifyTypedData({ ...data, address: signer, signature });
  });
};

const askForSignature = async (
  chain: Chain,
  url: string,
  report: Report,
  cid: string,
  timeoutMs: number,
): Promise<SignerSignature> => {
  const answer = answerJson.safeParse(await ask(url, "/attestations", { report: toWire(report), cid }, timeoutMs));
  if (!answer.success) throw unreachable(url, "ATTEST_SIGNER_BABBLES", "the answer holds a signer and a signature");
  const signer = getAddress(answer.data.signer);
  const signature = answer.data.signature as Hex;
  if (await isSignatureOf(chain, report, signer, signature)) return { signer, signature };
  throw new AttestError({
    code: "ATTEST_SIGNATURE_FOREIGN",
    failure: "check",
    field: "signature",
    value: { url, signer },
    rule: "the signature is the signer's over exactly this report",
  });
};

const toRefusal = (url: string, error: unknown): Refusal =>
  error instanceof SixfoldError
    ? { url, failure: error.failure, code: error.code, field: error.field, rule: error.rule }
    : { url, failure: "infrastructure", code: "ATTEST_UNEXPECTED", field: "operator", rule: String(error) };

/**
 * Collects signatures over one report from every operator in parallel and from the verifier. Each signature is checked
 * here before it is believed; one from outside the current operator set, or a second of one key, counts for nothing.
 * @param cid root CID of the evidence.
 * @throws AttestError `ATTEST_QUORUM` (check) with each refusal when fewer than the chain's quorum signed, or the
 *   verifier's own error.
 */
export const collect = async (
  chain: Chain,
  {
    report,
    cid,
    operators,
    verifier,
    timeoutMs = 120_000,
  }: {
    readonly report: Report;
    readonly cid: string;
    /** URLs of operator processes. */
    readonly operators: readonly string[];
    /** URL of the verifier's process. */
    readonly verifier: string;
    readonly timeoutMs?: number;
  },
): Promise<Collected> => {
  const [current, quorum] = await onChain("operators", () =>
    Promise.all([chain.contracts.oracle.read.operators(), chain.contracts.oracle.read.quorum()]),
  );
  const counterSigning = askForSignature(chain, verifier, report, cid, timeoutMs);
  // Awaited below, after the operators; until then its failure must not count as unhandled.
  counterSigning.catch(() => undefined);
  const refusals: Refusal[] = [];
  const signatures = new Map<Address, SignerSignature>();
  await Promise.all(
    operators.map(async (url) => {
      try {
        const answer = await askForSignature(chain, url, report, cid, timeoutMs);
        if (!current.some((address) => isAddressEqual(address, answer.signer)))
          throw new AttestError({
            code: "ATTEST_SIGNER_NOT_OPERATOR",
            failure: "check",
            field: "signer",
            value: answer.signer,
            rule: "the signer belongs to the current operator set",
          });
        signatures.set(answer.signer, answer);
      } catch (error) {
        refusals.push(toRefusal(url, error));
      }
    }),
  );
  if (signatures.size < quorum)
    throw new AttestError({
      code: "ATTEST_QUORUM",
      failure: refusals.some(({ failure }) => failure === "infrastructure") ? "infrastructure" : "check",
      field: "operators",
      value: { signed: signatures.size, quorum, refused: refusals.length },
      rule: `at least ${quorum} operators sign; ${refusals.map(({ url, rule }) => `${endpointOf(url)} refused: ${rule}`).join("; ")}`,
    });
  const { signer, signature } = await counterSigning;
  return {
    signed: { report, operators: ascending([...signatures.values()]), verifier: signer, verifierSignature: signature },
    refusals,
  };
};
