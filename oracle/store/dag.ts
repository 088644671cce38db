import { decode } from "@ipld/dag-pb";
import type { PBNode } from "@ipld/dag-pb";
import type { CID } from "multiformats/cid";

import { empty } from "../core/empty.ts";
import { refused } from "../core/errors.ts";
import { missing } from "./block-store.ts";
import type { Blocks, BlockStore } from "./block-store.ts";
import { DAG_PB, parseCid } from "./cid.ts";

/** A root and the blocks below it, wherever they lie. */
export type Dag = { readonly root: CID; readonly blocks: Blocks };

/** Links of a block in order, as CIDv1. A raw block has none. */
const linksOf = (cid: CID, bytes: Uint8Array): readonly CID[] => {
  let node: PBNode;
  try {
    node = decode(bytes);
  } catch (cause) {
    throw refused("STORE_NOT_UNIXFS", "block", cid.toString(), "must be a dag-pb node", cause);
  }
  return node.Links.map(({ Hash }) => parseCid(Hash.toString()));
};

/**
 * Every CID below a root, parents before children in link order, each once. Reads nodes alone, and asks of leaves
 * whether they are there.
 */
export async function* walkCids({ root, blocks }: Dag): AsyncGenerator<CID> {
  const seen = new Set<string>();
  const stack: CID[] = [root];
  while (stack.length > 0) {
    const cid = stack.pop()!;
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    if (cid.code === DAG_PB) {
      const links = linksOf(cid, await blocks.get(cid));
      yield cid;
      stack.push(...[...links].reverse());
    } else {
      if (!(await blocks.has(cid))) missing(cid);
      yield cid;
    }
  }
}

/** The blocks of `walkCids`, each read and so verified, in a buffer of the caller's. */
export async function* walkBlocks(dag: Dag): AsyncGenerator<{ readonly cid: CID; readonly bytes: Uint8Array }> {
  for await (const cid of walkCids(dag)) yield { cid, bytes: await dag.blocks.get(cid) };
}

/** Reads and so verifies every block. */
export const readBlocks = async (dag: Dag, signal?: AbortSignal): Promise<void> => {
  for await (const { bytes } of walkBlocks(dag)) {
    empty(bytes);
    signal?.throwIfAborted();
  }
};

/** Brings everything below a root into a store. What is there already is read all the same, and so verified. */
export const copyBlocks = async (dag: Dag, into: BlockStore): Promise<void> => {
  for await (const { cid, bytes } of walkBlocks(dag)) {
    await into.put(cid, bytes);
    empty(bytes);
  }
};
