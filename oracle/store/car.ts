import { CarBlockIterator } from "@ipld/car/iterator";
import { CarWriter } from "@ipld/car/writer";
import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import { memoryBlockStore } from "./block-store.ts";
import type { BlockStore } from "./block-store.ts";
import { parseCid } from "./cid.ts";
import { LARGEST_BUNDLE_BYTES, walkBlocks } from "./unixfs.ts";

const refuse = (code: string, field: string, value: unknown, rule: string, cause?: unknown): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule, cause });
};

/**
 * A CARv1 of everything below a root: one root, depth first, each block once. One bundle has one CAR.
 * @throws SixfoldError of the store, while it is read, when a block is missing or corrupt
 */
export async function* exportCar(root: CID, blocks: BlockStore): AsyncGenerator<Uint8Array> {
  const { writer, out } = CarWriter.create([root]);
  const writing = (async () => {
    try {
      for await (const block of walkBlocks(root, blocks)) await writer.put(block);
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

/** The whole CAR as bytes. */
export const carBytes = async (root: CID, blocks: BlockStore): Promise<Uint8Array> => {
  const chunks: Uint8Array[] = [];
  for await (const chunk of exportCar(root, blocks)) chunks.push(chunk);
  return concat(chunks);
};

async function* limited(source: AsyncIterable<Uint8Array>, limitBytes: number): AsyncGenerator<Uint8Array> {
  let total = 0;
  for await (const chunk of source) {
    total += chunk.length;
    if (total > limitBytes) refuse("STORE_CAR_TOO_LARGE", "car", total, `must be at most ${limitBytes} bytes`);
    yield chunk;
  }
}

/** A bundle is CIDv1 throughout; another version in its archive is another archive. */
const version1 = (cid: CID): CID =>
  cid.version === 1
    ? parseCid(cid.toString())
    : refuse("STORE_CAR_INVALID", "cid", cid.toString(), "must be a CIDv1, as all of a bundle is");

export type CarOptions = {
  /** The root that was asked for. Without it the CAR's own root is taken, and it is for the caller to compare it. */
  readonly expectedRoot?: CID;
  readonly limitBytes?: number;
};

/**
 * Reads a CAR whose sender is not trusted into a block store: each block must hash to its CID, the one root must be
 * the expected one, nothing below it may be missing, and nothing else may be there. `into` is written only once all of
 * that holds.
 * @returns the root
 * @throws SixfoldError `STORE_CAR_INVALID`, `STORE_CAR_ROOT`, `STORE_CAR_TOO_LARGE`, `STORE_BLOCK_CORRUPT`,
 * `STORE_BLOCK_MISSING`
 */
export const importCar = async (
  car: Uint8Array | AsyncIterable<Uint8Array>,
  into: BlockStore,
  { expectedRoot, limitBytes = LARGEST_BUNDLE_BYTES }: CarOptions = {},
): Promise<CID> => {
  const source = car instanceof Uint8Array ? (async function* () { yield car; })() : car; // prettier-ignore
  const staged = memoryBlockStore();
  const cids = new Set<string>();
  let root: CID;
  try {
    const reader = await CarBlockIterator.fromIterable(limited(source, limitBytes));
    const roots = await reader.getRoots();
    if (roots.length !== 1) refuse("STORE_CAR_INVALID", "roots", roots.length, "must have exactly one root");
    root = version1(roots[0]!);
    if (expectedRoot !== undefined && !root.equals(expectedRoot.toV1()))
      refuse("STORE_CAR_ROOT", "root", root.toString(), `must be ${expectedRoot.toV1().toString()}`);
    for await (const { cid, bytes } of reader) {
      await staged.put(version1(cid), bytes);
      cids.add(cid.toString());
    }
  } catch (cause) {
    if (cause instanceof SixfoldError) throw cause;
    return refuse("STORE_CAR_INVALID", "car", String(cause), "must be a CARv1 archive", cause);
  }
  const reached: { cid: CID; bytes: Uint8Array }[] = [];
  for await (const block of walkBlocks(root, staged)) reached.push(block);
  if (reached.length !== cids.size)
    refuse(
      "STORE_CAR_INVALID",
      "blocks",
      cids.size,
      `must be the ${reached.length} blocks below the root and no other`,
    );
  for (const { cid, bytes } of reached) await into.put(cid, bytes);
  return root;
};
