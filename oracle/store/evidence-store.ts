import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import type { Bundle } from "../core/evidence/files.ts";
import type { BlockStore } from "./block-store.ts";
import { copyBlocks, readBlocks } from "./dag.ts";
import type { Dag } from "./dag.ts";
import { readDirectory } from "./unixfs.ts";

/** A bundle in a store or an archive: its blocks, and the files that they make. To be disposed of after use. */
export type OpenBundle = Dag & { readonly files: Bundle } & AsyncDisposable;

/** Where bundles are kept. The CID of a bundle is the same in every store. */
export type EvidenceStore = {
  /** Brings a bundle here and keeps it. */
  readonly put: (dag: Dag, signal?: AbortSignal) => Promise<void>;
  /** @throws SixfoldError when a block is missing or is not what its CID says */
  readonly get: (root: CID, signal?: AbortSignal) => Promise<OpenBundle>;
  /** Whether the store holds the whole bundle and keeps it: looked up, not remembered. */
  readonly pinned: (root: CID, signal?: AbortSignal) => Promise<boolean>;
};

/**
 * Reads the directory of a bundle.
 * @param close lets go of where the blocks lie; called at once where they make no directory.
 * @throws SixfoldError of `readDirectory`
 */
export const openBundle = async (dag: Dag, close = (): Promise<void> => Promise.resolve()): Promise<OpenBundle> => {
  try {
    return { ...dag, files: await readDirectory(dag), [Symbol.asyncDispose]: close };
  } catch (error) {
    await close();
    throw error;
  }
};

/** The embedded store: a bundle is kept as long as its blocks are, and `pinned` reads and hashes every one of them. */
export const embeddedStore = (blocks: BlockStore): EvidenceStore => ({
  put: (dag) => copyBlocks(dag, blocks),
  get: async (root, signal) => {
    await readBlocks({ root, blocks }, signal);
    return openBundle({ root, blocks });
  },
  pinned: async (root, signal) => {
    try {
      await readBlocks({ root, blocks }, signal);
      return true;
    } catch (cause) {
      if (cause instanceof SixfoldError && cause.failure === "check") return false;
      throw cause;
    }
  },
});
