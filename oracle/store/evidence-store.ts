import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import type { BlockStore } from "./block-store.ts";
import type { Files } from "../core/evidence/files.ts";
import { readDirectory, walkBlocks, writeDirectory } from "./unixfs.ts";

/** Where bundles are kept. The CID of a bundle is the same in every store. */
export type EvidenceStore = {
  /** Writes a bundle and keeps it. @returns its root CIDv1 */
  readonly put: (files: Files, signal?: AbortSignal) => Promise<CID>;
  /** @throws SixfoldError when a block is missing or is not what its CID says */
  readonly get: (root: CID, signal?: AbortSignal) => Promise<Files>;
  /** Whether the store holds the whole bundle and keeps it: looked up, not remembered. */
  readonly pinned: (root: CID, signal?: AbortSignal) => Promise<boolean>;
};

/** The embedded store: a bundle is kept as long as its blocks are, and `pinned` reads and hashes every one of them. */
export const embeddedStore = (blocks: BlockStore): EvidenceStore => ({
  put: (files) => writeDirectory(files, blocks),
  get: (root) => readDirectory(root, blocks),
  pinned: async (root, signal) => {
    try {
      const walk = walkBlocks(root, blocks);
      while (!(await walk.next()).done) signal?.throwIfAborted();
      return true;
    } catch (cause) {
      if (cause instanceof SixfoldError && cause.failure === "check") return false;
      throw cause;
    }
  },
});
