import { createServer } from "node:http";
import type { IncomingMessage, Server, ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

import { SixfoldError } from "../../oracle/core/errors.ts";
import { defaultPolicy } from "../../oracle/transport/policy.ts";
import type { ScenePolicy } from "../../oracle/transport/policy.ts";

export type LocalServer = { readonly origin: string; readonly hits: string[]; readonly close: () => Promise<void> };

/** A server on a free loopback port. */
export const serve = async (
  answer: (request: IncomingMessage, response: ServerResponse, body: string) => void,
): Promise<LocalServer> => {
  const hits: string[] = [];
  const server: Server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on("data", (part: Buffer) => parts.push(part));
    request.on("end", () => {
      hits.push(`${request.method} ${request.url} ${request.headers.range ?? ""}`.trim());
      answer(request, response, Buffer.concat(parts).toString());
    });
  });
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    hits,
    close: () =>
      new Promise((done) => {
        server.close(() => done());
        server.closeAllConnections();
      }),
  };
};

/** Answers a range request as RFC 9110 asks. */
export const sendRange = (
  request: IncomingMessage,
  response: ServerResponse,
  bytes: Uint8Array,
  headers: Readonly<Record<string, string>> = {},
): void => {
  const [, start = "0", last = ""] = /^bytes=(\d+)-(\d*)$/.exec(request.headers.range ?? "") ?? [];
  const end = Math.min(last === "" ? bytes.length : Number(last) + 1, bytes.length);
  response.writeHead(206, { "content-range": `bytes ${start}-${end - 1}/${bytes.length}`, ...headers });
  response.end(bytes.slice(Number(start), end));
};

export const sendJson = (response: ServerResponse, json: unknown): void => {
  response.writeHead(200, { "content-type": "application/json" });
  response.end(JSON.stringify(json));
};

/** Short limits, loopback allowed. */
export const localPolicy: ScenePolicy = {
  ...defaultPolicy,
  allowPrivateHosts: ["127.0.0.1"],
  requestTimeoutMs: 3000,
  stallTimeoutMs: 1000,
  retries: 2,
  retryDelayMs: 5,
  maxJsonBytes: 200_000,
  maxWholeFileBytes: 50_000,
};

/** The code of the SixfoldError that work ends in, or "none". Any other error is let through. */
export const sceneCode = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof SixfoldError) return error.code;
    throw error;
  }
  return "none";
};

/** A small valid STAC item. */
export const itemNamed = (
  id: string,
  datetime: string,
  rest: Readonly<Record<string, unknown>> = {},
): Record<string, unknown> => ({
  type: "Feature",
  stac_version: "1.0.0",
  id,
  collection: "made-rtc",
  geometry: null,
  bbox: [105, 10, 106, 11],
  links: [],
  properties: { datetime, "sat:relative_orbit": 26, "sat:orbit_state": "descending" },
  assets: { vv: { href: `./${id}.tif`, type: "image/tiff; application=geotiff" } },
  ...rest,
});
