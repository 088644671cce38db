import { randomUUID } from "node:crypto";
import { ReadableStream } from "node:stream/web";

import { CID } from "multiformats/cid";
import * as z from "zod";

import { unreachable } from "../core/errors.ts";
import { parsedBy } from "../core/schema-faults.ts";
import { endpointOf } from "../system/system-fault.ts";

/** A line of a node's answer; it says other things in others. */
const line = z.object({
  Root: z.object({ Cid: z.object({ "/": z.string() }), PinErrorMsg: z.string().optional() }).optional(),
});

/** A root that a node took, and why it did not pin it. */
export type ImportedRoot = { readonly cid: CID; readonly pinErrorMsg: string | undefined };

/** One file in a form (RFC 7578), streamed. */
async function* formOf(boundary: string, car: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder();
  const head = 'Content-Disposition: form-data; name="file"; filename="bundle.car"';
  yield encoder.encode(`--${boundary}\r\n${head}\r\nContent-Type: application/vnd.ipld.car\r\n\r\n`);
  yield* car;
  yield encoder.encode(`\r\n--${boundary}--\r\n`);
}

/** Follows no redirection, so that nothing of what is sent need be kept to be sent again (Fetch, HTTP-network-or-cache fetch). */
const SENT_ONCE = { redirect: "error", window: null } as const;

/**
 * The call `dag/import` of Kubo's RPC API, with pins. Not by its client: that lets Node's `fetch` keep all it has sent,
 * in case it is to be sent again, and so the whole archive.
 *
 * @param url base of the RPC API
 * @throws SixfoldError `STORE_NODE_REFUSED` (infrastructure) where the node refuses or answers with something else; what
 *   `fetch` and `JSON.parse` throw
 */
export const dagImport = async (
  url: string,
  car: AsyncIterable<Uint8Array>,
  signal: AbortSignal,
): Promise<readonly ImportedRoot[]> => {
  const boundary = `sixfold-${randomUUID()}`;
  const request: RequestInit & { readonly duplex: "half" } = {
    ...SENT_ONCE,
    method: "POST",
    headers: { "content-type": `multipart/form-data; boundary=${boundary}` },
    body: ReadableStream.from(formOf(boundary, car)) as BodyInit,
    duplex: "half",
    signal,
  };
  const response = await fetch(new URL("api/v0/dag/import?pin-roots=true", `${url.replace(/\/+$/, "")}/`), request);
  const text = await response.text();
  const refuse = (value: unknown, rule: string) => unreachable("STORE_NODE_REFUSED", endpointOf(url), value, rule);
  if (!response.ok) throw refuse(`${response.status} ${text}`, "must take the archive of the Kubo RPC call dag/import");
  return text
    .split("\n")
    .filter((each) => each.trim() !== "")
    .flatMap((each) => parsedBy(line, JSON.parse(each), ({ value, rule }) => refuse(value, rule)).Root ?? [])
    .map(({ Cid, PinErrorMsg }) => ({ cid: CID.parse(Cid["/"]), pinErrorMsg: PinErrorMsg }));
};
