import { createHash } from "node:crypto";

import { Router } from "express";
import type { RequestHandler, Response } from "express";

import { placeOf } from "./base/paths.ts";

/** What a browser loads, by file name: `main.js`, what it imports, workers and `style.css`. */
export type PageFiles = ReadonlyMap<string, Uint8Array>;

/** Whom the page talks to beside its own server. */
export type Peers = {
  readonly gateways: readonly string[];
  /** An endpoint of the chain, where there is one that all may know. */
  readonly rpcUrl: string | null;
  /** A relayer. */
  readonly relay: string | null;
};

/** Workers run programs out of bundles: those come as blobs, hold WebAssembly, and unpack a decoder out of a data URL. */
const WORKER_POLICY =
  "default-src 'none'; script-src 'self' blob: 'wasm-unsafe-eval'; connect-src data:; frame-ancestors 'none'";

const TYPES: Readonly<Record<string, string>> = { js: "text/javascript", css: "text/css" };

const KEPT = "public, max-age=31536000, immutable";

const originsOf = ({ gateways, rpcUrl, relay }: Peers): readonly string[] => [
  ...new Set([...gateways, rpcUrl, relay].filter((url) => url !== null).map((url) => new URL(url).origin)),
];

const policyOf = (peers: Peers): string =>
  [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self'",
    "img-src 'self' data:",
    ["connect-src 'self'", ...originsOf(peers)].join(" "),
    "worker-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join("; ");

/** One digest over every file: their address changes when any of them does. */
const digestOf = (files: PageFiles): string => {
  const hash = createHash("sha256");
  for (const [name, bytes] of [...files].toSorted(([a], [b]) => (a < b ? -1 : 1)))
    hash.update(`${name} ${bytes.length}\n`).update(bytes);
  return hash.digest("hex").slice(0, 16);
};

const shellOf = (folder: string): string => `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="color-scheme" content="light dark">
<title>Sixfold</title>
<link rel="icon" href="data:,">
<link rel="stylesheet" href="${folder}/style.css">
<script type="module" src="${folder}/main.js"></script>
</head>
<body>
<noscript><p>This page needs JavaScript. Everything in it is at <a href="/openapi.json">the API</a>, too.</p>
<p lang="ja">このページには JavaScript が必要です。内容はすべて <a href="/openapi.json">API</a> でも得られます。</p></noscript>
</body>
</html>
`;

const send = (response: Response, type: string, cache: string, policy: string, body: string | Buffer): void => {
  response
    .set({
      "Content-Security-Policy": policy,
      "Cache-Control": cache,
      "Referrer-Policy": "no-referrer",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    })
    .type(type)
    .send(body);
};

/**
 * The page: one document at each of its addresses, and its files below a folder that is named after what is in them. All
 * of it is in memory, and whatever is none of it is left to whoever comes next.
 */
export const pageHandler = (files: PageFiles, peers: Peers): RequestHandler => {
  const folder = `/page/${digestOf(files)}`;
  const [shell, policy] = [shellOf(folder), policyOf(peers)];
  const router = Router();
  router.get(`${folder}/:name`, (request, response, next) => {
    const { name } = request.params;
    const bytes = files.get(name);
    if (bytes === undefined) return next();
    const type = TYPES[name.slice(name.lastIndexOf(".") + 1)] ?? "application/octet-stream";
    send(response, type, KEPT, WORKER_POLICY, Buffer.from(bytes));
  });
  router.use((request, response, next) => {
    const isAsked = request.method === "GET" || request.method === "HEAD";
    if (!isAsked || placeOf(request.path) === undefined) return next();
    send(response, "text/html", "no-cache", policy, shell);
  });
  return router;
};
