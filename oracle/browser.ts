import { browserRunner } from "./engine/browser-runner.ts";
import type { Runner } from "./engine/runner.ts";
import type { Bundle } from "./core/evidence/files.ts";
import { held } from "./core/evidence/stored.ts";
import type { Stored } from "./core/scenes/types.ts";
import * as car from "./store/car.ts";
import { parseCid } from "./store/cid.ts";
import { readDirectory } from "./store/unixfs.ts";
import { replay } from "./pipeline/replay.ts";
import type { Replay, ReplayOptions } from "./pipeline/replay.ts";

export { trustNamed } from "./programs/trust-named.ts";

/**
 * Runs programs in the page's Web Workers, out of `run-worker.js` and `worker.js` beside this bundle; to be closed when no
 * longer needed.
 * @param workers at least 1; one for each core where left out.
 * @throws SixfoldError ENGINE_WORKERS
 */
export const pageRunner = (program: Uint8Array, workers: number = navigator.hardwareConcurrency): Runner =>
  browserRunner(program, workers, {
    run: new URL("./run-worker.js", import.meta.url),
    work: new URL("./worker.js", import.meta.url),
  });

/**
 * A bundle out of a CAR that anyone may have sent: every block is hashed against its CID. Hashing needs a page of a
 * secure context (https or localhost). A file that the reader chose is read where it lies, piece by piece.
 * @param cid of the bundle: what the chain names.
 * @throws SixfoldError of `openCar` in `store/car.ts` and of `readDirectory`, `STORE_CID_INVALID`
 */
export const openCar = async (file: Uint8Array | Blob, cid: string): Promise<Bundle> =>
  readDirectory(await car.openCar(file instanceof Blob ? inBlob(file) : held(file), { expectedRoot: parseCid(cid) }));

const inBlob = (blob: Blob): Stored => ({
  size: blob.size,
  read: async ({ start, end }) => new Uint8Array(await blob.slice(start, end).arrayBuffer()),
});

export type BrowserReplayOptions = Omit<ReplayOptions, "expectedRoot"> & {
  /** Of the bundle: what the chain names. */
  readonly cid: string;
};

/**
 * Re-runs a tonne in the reader's own browser, from nothing but the bundle's bytes and by the bundle's own program, where
 * the reader trusts it: the same checks and the same digests as `sixfold verify` has (L13). No server is asked for
 * anything.
 * @throws SixfoldError `STORE_CID_INVALID`; what `replay` throws: faults of the machine, not of the bundle
 */
export const replayInBrowser = async (files: Bundle, { cid, ...options }: BrowserReplayOptions): Promise<Replay> =>
  replay(files, { ...options, expectedRoot: parseCid(cid) });
