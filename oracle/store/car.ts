import { CarIndexer } from "@ipld/car/indexer";
import { CarWriter } from "@ipld/car/writer";
import type { CID } from "multiformats/cid";

import { refused, SixfoldError } from "../core/errors.ts";
import { bytesOf, partOf, piecesOf } from "../core/evidence/stored.ts";
import type { Stored } from "../core/scenes/types.ts";
import { missing } from "./block-store.ts";
import type { Blocks, BlockStore } from "./block-store.ts";
import { LARGEST_BLOCK_BYTES, parseCid, verifyBlock } from "./cid.ts";
import { copyBlocks, walkBlocks, walkCids } from "./dag.ts";
import type { Dag } from "./dag.ts";
import { LARGEST_BUNDLE_BYTES } from "./unixfs.ts";

/**
 * A CARv1 of everything below a root: one root, depth first, each block once. One bundle has one CAR. One block is held
 * at a time.
 * @throws SixfoldError of the store, while it is read, when a block is missing or corrupt
 */
export async function* exportCar(dag: Dag): AsyncGenerator<Uint8Array> {
  const { writer, out } = CarWriter.create([dag.root]);
  const writing = (async () => {
    try {
      for await (const block of walkBlocks(dag)) await writer.put(block);
    } finally {
      // Ends `out` on failure too; the reason is thrown by `await writing` below.
      await writer.close();
    }
  })();
  writing.catch(() => undefined);
  yield* out;
  await writing;
}

export const concat = (chunks: readonly Uint8Array[]): Uint8Array => {
  const bytes = new Uint8Array(chunks.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, at);
    at += chunk.length;
  }
  return bytes;
};

/** The whole CAR as bytes, of a bundle that is known to be small. */
export const carBytes = async (dag: Dag): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportCar(dag)) chunks.push(chunk);
  return concat(chunks);
};

/** A bundle is CIDv1 throughout; another version in its archive is another archive. */
const version1 = (cid: CID): CID => {
  if (cid.version === 1) return parseCid(cid.toString());
  throw refused("STORE_CAR_INVALID", "cid", cid.toString(), "must be a CIDv1, as all of a bundle is");
};

export type CarOptions = {
  /** The root that was asked for. Without it the CAR's own root is taken, and it is for the caller to compare it. */
  readonly expectedRoot?: CID;
  readonly limitBytes?: number;
};

/** Where the blocks of a CAR lie in it, each read once and checked against its CID. */
const indexOf = async (
  car: Stored,
  { expectedRoot }: CarOptions,
): Promise<{ readonly root: CID; readonly blocks: ReadonlyMap<string, Stored> }> => {
  const indexer = await CarIndexer.fromIterable(piecesOf(car));
  const roots = await indexer.getRoots();
  if (roots.length !== 1) throw refused("STORE_CAR_INVALID", "roots", roots.length, "must have exactly one root");
  const root = version1(roots[0]!);
  if (expectedRoot !== undefined && !root.equals(expectedRoot.toV1()))
    throw refused("STORE_CAR_ROOT", "root", root.toString(), `must be ${expectedRoot.toV1().toString()}`);
  const blocks = new Map<string, Stored>();
  for await (const { cid, blockOffset, blockLength } of indexer) {
    if (blockLength > LARGEST_BLOCK_BYTES || blockOffset + blockLength > car.size)
      throw refused(
        "STORE_CAR_INVALID",
        cid.toString(),
        blockLength,
        `must be a block of at most ${LARGEST_BLOCK_BYTES} bytes, whole`,
      );
    const block = partOf(car, blockOffset, blockOffset + blockLength);
    await verifyBlock(version1(cid), await bytesOf(block));
    blocks.set(cid.toString(), block);
  }
  return { root, blocks };
};

/**
 * Opens a CAR whose sender is not trusted: each block must hash to its CID, the one root must be the expected one,
 * nothing below it may be missing, and nothing else may be there. Its blocks are read where they lie.
 * @throws SixfoldError `STORE_CAR_INVALID`, `STORE_CAR_ROOT`, `STORE_CAR_TOO_LARGE`, `STORE_BLOCK_CORRUPT`,
 * `STORE_BLOCK_MISSING`
 */
export const openCar = async (car: Stored, options: CarOptions = {}): Promise<Dag> => {
  const { limitBytes = LARGEST_BUNDLE_BYTES } = options;
  if (car.size > limitBytes)
    throw refused("STORE_CAR_TOO_LARGE", "car", car.size, `must be at most ${limitBytes} bytes`);
  const index = await indexOf(car, options).catch((cause: unknown) => {
    if (cause instanceof SixfoldError) throw cause;
    throw refused("STORE_CAR_INVALID", "car", String(cause), "must be a CARv1 archive", cause);
  });
  const blocks: Blocks = {
    get: async (cid) => verifyBlock(cid, await bytesOf(index.blocks.get(cid.toString()) ?? missing(cid))),
    has: async (cid) => index.blocks.has(cid.toString()),
  };
  const dag = { root: index.root, blocks };
  let reached = 0;
  const walk = walkCids(dag);
  while (!(await walk.next()).done) reached += 1;
  if (reached !== index.blocks.size)
    throw refused(
      "STORE_CAR_INVALID",
      "blocks",
      index.blocks.size,
      `must be the ${reached} blocks below the root and no other`,
    );
  return dag;
};

/**
 * Reads a CAR whose sender is not trusted into a block store, which is written only once everything that `openCar` asks
 * for holds.
 * @returns the root
 * @throws SixfoldError of `openCar` and of the store
 */
export const importCar = async (car: Stored, into: BlockStore, options: CarOptions = {}): Promise<CID> => {
  const dag = await openCar(car, options);
  await copyBlocks(dag, into);
  return dag.root;
};
