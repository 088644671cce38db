import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import { verifyBlock } from "./cid.ts";

/** Blocks by CID, wherever they lie. What is read hashes to its CID, whoever wrote it. */
export type Blocks = {
  /**
   * In a buffer that is the caller's alone, to keep or to empty.
   * @throws SixfoldError `STORE_BLOCK_MISSING`, `STORE_BLOCK_CORRUPT`
   */
  readonly get: (cid: CID) => Promise<Uint8Array>;
  readonly has: (cid: CID) => Promise<boolean>;
};

/** Blocks that can be added to. */
export type BlockStore = Blocks & {
  /**
   * Once it is done, the bytes may be changed.
   * @throws SixfoldError `STORE_BLOCK_CORRUPT` when the bytes are not the CID's
   */
  readonly put: (cid: CID, bytes: Uint8Array) => Promise<void>;
};

/** @throws SixfoldError `STORE_BLOCK_MISSING`, always */
export const missing = (cid: CID, cause?: unknown): never => {
  throw new SixfoldError({
    code: "STORE_BLOCK_MISSING",
    failure: "check",
    field: "block",
    value: cid.toString(),
    rule: "must be in the block store",
    cause,
  });
};

export const memoryBlockStore = (): BlockStore => {
  const blocks = new Map<string, Uint8Array>();
  return {
    get: async (cid) => new Uint8Array(await verifyBlock(cid, blocks.get(cid.toString()) ?? missing(cid))),
    put: async (cid, bytes) => void blocks.set(cid.toString(), new Uint8Array(await verifyBlock(cid, bytes))),
    has: async (cid) => blocks.has(cid.toString()),
  };
};
