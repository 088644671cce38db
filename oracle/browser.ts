import { browserCrew } from "./engine/browser-crew.ts";
import type { Crew } from "./core/program/crew.ts";
import { SixfoldError } from "./core/errors.ts";
import { memoryBlockStore } from "./store/block-store.ts";
import { importCar } from "./store/car.ts";
import { parseCid } from "./store/cid.ts";
import type { Files } from "./core/evidence/files.ts";
import type { Manifest } from "./core/evidence/manifest.ts";
import { replay } from "./pipeline/replay.ts";
import type { Replay, ReplayOptions } from "./pipeline/replay.ts";
import { readDirectory } from "./store/unixfs.ts";
import { serviceOf } from "./core/services/index.ts";

/** Put here by scripts/browser/bundle.ts, which computes them from the very sources that it bundles. */
declare const SIXFOLD_VERSION: string;
declare const SIXFOLD_DIGEST: string;

/**
 * Identity of the sources that this bundle was made from, as `codeDigest` has it. Whoever serves the bundle states it:
 * it is worth what the server is worth.
 * @throws SixfoldError `BROWSER_CODE_UNKNOWN` where something else bundled this module
 */
export const codeIdentity = (): Manifest["code"] => {
  if (typeof SIXFOLD_DIGEST === "string") return { version: SIXFOLD_VERSION, digest: SIXFOLD_DIGEST };
  throw new SixfoldError({
    code: "BROWSER_CODE_UNKNOWN",
    failure: "usage",
    field: "SIXFOLD_DIGEST",
    value: null,
    rule: "scripts/browser/bundle.ts builds the identity of the code into its bundle",
  });
};

/**
 * The page's Web Workers, out of `worker.js` beside this bundle; to be closed when no longer needed.
 * @param workers at least 1; one for each core where left out.
 * @throws SixfoldError ENGINE_WORKERS
 */
export const workerCrew = (workers: number = navigator.hardwareConcurrency): Crew =>
  browserCrew(workers, new URL("./worker.js", import.meta.url));

/**
 * A bundle out of a CAR that anyone may have sent: every block is hashed against its CID. Hashing needs a page of a
 * secure context (https or localhost).
 * @param cid of the bundle: what the chain names.
 * @throws SixfoldError of `importCar` and `readDirectory`, `STORE_CID_INVALID`
 */
export const openCar = async (car: Uint8Array | AsyncIterable<Uint8Array>, cid: string): Promise<Files> => {
  const blocks = memoryBlockStore();
  return readDirectory(await importCar(car, blocks, { expectedRoot: parseCid(cid) }), blocks);
};

export type BrowserReplayOptions = Pick<ReplayOptions, "crew" | "signal" | "progress"> & {
  /** Of the bundle: what the chain names. */
  readonly cid: string;
};

/**
 * Re-runs a tonne in the reader's own browser, from nothing but the bundle's bytes and with every service there is: the
 * same checks and the same digests as `sixfold verify` has (L13). No server is asked for anything.
 * @throws SixfoldError `STORE_CID_INVALID`; what `replay` throws: faults of the machine, not of the bundle
 */
export const replayInBrowser = async (files: Files, { cid, ...options }: BrowserReplayOptions): Promise<Replay> =>
  replay(files, { ...options, serviceOf, code: codeIdentity(), expectedRoot: parseCid(cid) });
