import { getAddress, isAddress } from "viem";
import type { Address } from "viem";
import * as z from "zod";

import { SixfoldError } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import { endpointOf, reasonOf } from "../system/system-fault.ts";

/** Longest answer of a signing process: problem details with a value. */
const LONGEST_ANSWER_BYTES = 64 * 1024;

const problemJson = z.object({ code: z.string(), field: z.string(), value: z.unknown(), rule: z.string() });

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

/** A signing process that is away, late, or says what no signing process says. */
export const unreachable = (url: string, code: string, rule: string, cause?: unknown): SixfoldError =>
  new SixfoldError({ code, failure: "infrastructure", field: "signer", value: endpointOf(url), rule, cause });

const request = async (url: string, path: string, init: RequestInit, timeoutMs: number): Promise<unknown> => {
  let response: Response;
  let text: string;
  try {
    response = await fetch(new URL(path, url), {
      ...init,
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
  const { code, field, value, rule } = parsedBy(problemJson, json, () =>
    unreachable(url, "ATTEST_SIGNER_BABBLES", "a refusal comes as problem details"),
  );
  const failure = response.status === 409 ? "check" : response.status >= 500 ? "infrastructure" : "usage";
  throw new SixfoldError({ code, failure, field, value, rule });
};

/**
 * Asks one signing process, by POST, and answers its parsed JSON.
 * @throws SixfoldError with the process's own words when it refuses; infrastructure when it is away, late or babbles.
 */
export const ask = (url: string, path: string, body: object, timeoutMs: number): Promise<unknown> =>
  request(
    url,
    path,
    { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body) },
    timeoutMs,
  );

const identityJson = z.object({ address: z.string().refine((text) => isAddress(text)) });

/** Longest wait for an address, which needs no work. */
const IDENTITY_TIMEOUT_MS = 30_000;

/**
 * The address that a signing process signs for.
 * @throws SixfoldError (infrastructure) when the process is away, late or babbles.
 */
export const askWho = async (url: string): Promise<Address> => {
  const { address } = parsedBy(identityJson, await request(url, "/identity", {}, IDENTITY_TIMEOUT_MS), () =>
    unreachable(url, "ATTEST_SIGNER_BABBLES", "the answer holds an address"),
  );
  return getAddress(address);
};
