import { decode } from "@ipld/dag-pb";
import { UnixFS } from "ipfs-unixfs";
import type { CID } from "multiformats/cid";

import { empty } from "../core/empty.ts";
import { refused } from "../core/errors.ts";
import type { ByteRange, Stored } from "../core/scenes/types.ts";
import type { Blocks } from "./block-store.ts";
import { parseCid, RAW } from "./cid.ts";

/** A block that is bytes start to end - 1 of a file. */
type Leaf = ByteRange & { readonly cid: CID };

const refuse = (cid: CID, value: unknown, rule: string): never => {
  throw refused("STORE_NOT_UNIXFS", cid.toString(), value, rule);
};

/** The leaves of a file, in order and without a gap: nodes are read, leaves are not. */
const leavesOf = async (root: CID, size: number, blocks: Blocks): Promise<readonly Leaf[]> => {
  const leaves: Leaf[] = [];
  const visit = async (cid: CID, start: number, end: number): Promise<void> => {
    if (cid.code === RAW) return void leaves.push({ cid, start, end });
    const { Data, Links } = decode(await blocks.get(cid));
    const { data, blockSizes } = UnixFS.unmarshal(Data ?? new Uint8Array());
    if ((data?.length ?? 0) > 0 || blockSizes.length !== Links.length)
      refuse(cid, blockSizes.length, `must be a node of ${Links.length} sizes and no bytes: files have raw leaves`);
    let at = start;
    for (const [i, { Hash }] of Links.entries()) {
      const next = at + Number(blockSizes[i]);
      if (next <= at || next > end) refuse(cid, blockSizes[i], "must have parts within the size of the whole");
      await visit(parseCid(Hash.toString()), at, next);
      at = next;
    }
    if (at !== end) refuse(cid, at - start, `must have parts that sum to ${end - start} bytes`);
  };
  await visit(root, 0, size);
  return leaves;
};

/** The leaf that holds a byte: a file may have ten thousand, and is read from its first to its last. */
const leafAt = (leaves: readonly Leaf[], byte: number): number => {
  let [low, high] = [0, leaves.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (leaves[middle]!.end > byte) high = middle;
    else low = middle + 1;
  }
  return low;
};

/**
 * A file of raw leaves, as bundles have them, read where its blocks lie, one leaf at a time.
 * `read` throws SixfoldError `STORE_NOT_UNIXFS`, `STORE_BLOCK_MISSING`, `STORE_BLOCK_CORRUPT`
 */
export const unixFsFile = (root: CID, size: number, blocks: Blocks): Stored => {
  let listed: Promise<readonly Leaf[]> | undefined;
  const leaves = (): Promise<readonly Leaf[]> => {
    listed ??= leavesOf(root, size, blocks);
    // What is missing today may be there tomorrow.
    listed.catch(() => (listed = undefined));
    return listed;
  };
  return {
    size,
    read: async (range) => {
      const bytes = new Uint8Array(range.end - range.start);
      const all = await leaves();
      for (let at = leafAt(all, range.start); at < all.length && all[at]!.start < range.end; at += 1) {
        const { cid, start, end } = all[at]!;
        const [from, to] = [Math.max(range.start, start), Math.min(range.end, end)];
        const leaf = await blocks.get(cid);
        if (leaf.length !== end - start) refuse(cid, leaf.length, `must be a leaf of ${end - start} bytes`);
        bytes.set(leaf.subarray(from - start, to - start), from - range.start);
        empty(leaf);
      }
      return bytes;
    },
  };
};
