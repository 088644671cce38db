import { Readable } from "node:stream";
import { pipeline } from "node:stream/promises";

import { Router } from "express";
import type { NextFunction, Request, Response } from "express";

import { SixfoldError } from "../core/errors.ts";
import type { Blocks } from "./block-store.ts";
import { exportCar } from "./car.ts";
import { parseCid } from "./cid.ts";
import { resolvePath } from "./unixfs.ts";

/** IPFS Trustless Gateway specification, sections 2.1 and 5: what it serves, and for how long it may be kept. */
const RAW_TYPE = "application/vnd.ipld.raw";
const CAR_TYPE = "application/vnd.ipld.car";
const IMMUTABLE = "public, max-age=29030400, immutable";

type Format = "raw" | "car";

/** `format` in the query wins over `Accept` (Path Gateway specification, section 2.2). */
const formatOf = (request: Request): Format | undefined => {
  const { format } = request.query;
  if (format !== undefined) return format === "raw" || format === "car" ? format : undefined;
  // Parameters such as `version=1` say how, not what; `*/*` asks for no trustless format.
  const types = (request.headers.accept ?? "").split(",").map((entry) => entry.split(";", 1)[0]!.trim());
  const wanted = types.find((type) => type === RAW_TYPE || type === CAR_TYPE);
  return wanted === RAW_TYPE ? "raw" : wanted === CAR_TYPE ? "car" : undefined;
};

const refuse = (response: Response, status: number, text: string): void => {
  response.status(status).set("Cache-Control", "no-store").type("text/plain").send(`${text}\n`);
};

const STATUS: Readonly<Record<string, number>> = {
  STORE_CID_INVALID: 400,
  STORE_CID_UNSUPPORTED: 400,
  STORE_BLOCK_MISSING: 404,
  STORE_PATH_NOT_FOUND: 404,
};

/**
 * A trustless gateway: `GET` and `HEAD /ipfs/{cid}[/path]` as a raw block or a CAR, chosen by `?format=raw|car` or by
 * `Accept`. It answers 400 for what is no CID, 404 for what it does not hold, 406 for any other representation, and 500
 * for a block that no longer hashes to its CID. Nothing is rendered: what it serves can be checked by whoever asks.
 */
export const gatewayRouter = (blocks: Blocks): Router => {
  const serve = async (request: Request, response: Response): Promise<void> => {
    const [text = "", ...path] = [request.params["path"] ?? []].flat();
    const root = parseCid(text);
    const format = formatOf(request);
    if (format === undefined)
      return refuse(response, 406, `ask for ?format=raw or ?format=car, or accept ${RAW_TYPE} or ${CAR_TYPE}`);

    const cid = await resolvePath({ root, blocks }, path.filter((name) => name !== "")); // prettier-ignore
    const bytes = await blocks.get(cid);
    const raw = format === "raw";
    const etag = `"${cid.toString()}.${format}"`;
    response.set({
      "Content-Type": raw ? RAW_TYPE : `${CAR_TYPE}; version=1; order=dfs; dups=n`,
      "Content-Disposition": `attachment; filename="${cid.toString()}.${raw ? "bin" : "car"}"`,
      "Cache-Control": IMMUTABLE,
      ETag: etag,
      "X-Ipfs-Path": `/ipfs/${[root.toString(), ...path].join("/")}`,
      "X-Ipfs-Roots": cid.toString(),
      "X-Content-Type-Options": "nosniff",
      // Any page may ask: whoever does checks what comes by its CID.
      "Access-Control-Allow-Origin": "*",
      Vary: "Accept",
    });
    // Not `request.fresh`: what a CID names can not change, so even `no-cache` is answered from the cache.
    if (request.headers["if-none-match"]?.includes(etag)) return void response.status(304).end();
    if (raw) return void response.send(Buffer.from(bytes));
    if (request.method === "HEAD") return void response.end();
    // A failure midway breaks the connection off: the reader sees an incomplete transfer, not a short CAR.
    await pipeline(Readable.from(exportCar({ root: cid, blocks })), response).catch(() => response.destroy());
  };

  const router = Router();
  router.get("/ipfs/*path", serve);
  router.all("/ipfs/*path", (request, response) => {
    response.set("Allow", "GET, HEAD");
    refuse(response, 405, `${request.method} is not served; use GET or HEAD`);
  });
  router.use("/ipfs", (error: unknown, _request: Request, response: Response, next: NextFunction) => {
    if (response.headersSent) return next(error);
    if (error instanceof URIError) return refuse(response, 400, "the path is not valid percent-encoding");
    if (!(error instanceof SixfoldError)) return next(error);
    return refuse(response, STATUS[error.code] ?? 500, error.message);
  });
  return router;
};
