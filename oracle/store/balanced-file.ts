import { encode, prepare } from "@ipld/dag-pb";
import type { FileLayout } from "ipfs-unixfs-importer/layout";
import type { InProgressImportResult } from "ipfs-unixfs-importer";
import { CID } from "multiformats/cid";
import { sha256 } from "multiformats/hashes/sha2";
import { varint } from "multiformats";

import { DAG_PB } from "./cid.ts";

/** Links of a node: Kubo's default (boxo `ipld/unixfs/importer/helpers`, `DefaultLinksPerBlock`). */
const LINKS = 174;

/** A part of a file: a leaf or a node. */
type Part = {
  readonly cid: CID;
  /** Bytes of the file in it. */
  readonly fileBytes: number;
  /** Bytes of all its blocks, which is the link's Tsize. */
  readonly treeBytes: number;
};

const numbers = (...values: readonly number[]): Uint8Array => {
  const lengths = values.map((value) => varint.encodingLength(value));
  const bytes = new Uint8Array(lengths.reduce((sum, length) => sum + length, 0));
  let at = 0;
  values.forEach((value, index) => {
    varint.encodeTo(value, bytes, at);
    at += lengths[index]!;
  });
  return bytes;
};

/** Tags of UnixFS's `Data` message: type, filesize, and each of the blocksizes, all of them varints. */
const [TYPE, FILE_SIZE, BLOCK_SIZE] = [0x08, 0x18, 0x20] as const;
const FILE = 2;

/**
 * A node over parts of a file. Its message is written here: protons-runtime 7.1.2 and 8.0.1, by which `ipfs-unixfs` writes
 * it, leave the bytes of sizes from 2^31 to 2^32 - 1 as they happen to be (`LongBits` makes the low word signed), so that
 * a file of 2 to 4 GiB had another CID each time.
 */
const nodeOver = async (
  parts: readonly Part[],
  put: (cid: CID, block: Uint8Array) => Promise<unknown>,
): Promise<Part> => {
  const fileBytes = parts.reduce((sum, part) => sum + part.fileBytes, 0);
  const Data = numbers(TYPE, FILE, FILE_SIZE, fileBytes, ...parts.flatMap((part) => [BLOCK_SIZE, part.fileBytes]));
  const Links = parts.map(({ cid, treeBytes }) => ({ Name: "", Tsize: treeBytes, Hash: cid }));
  const block = encode(prepare({ Data, Links }));
  const cid = CID.createV1(DAG_PB, await sha256.digest(block));
  await put(cid, block);
  return { cid, fileBytes, treeBytes: block.length + parts.reduce((sum, part) => sum + part.treeBytes, 0) };
};

/** Kubo's balanced layout of a file over raw leaves; a file of one leaf is that leaf. */
export const balancedFile =
  (put: (cid: CID, block: Uint8Array) => Promise<unknown>): FileLayout =>
  async (leaves) => {
    let parts: Part[] = [];
    let first: InProgressImportResult | undefined;
    for await (const leaf of leaves) {
      first ??= leaf;
      parts.push({ cid: leaf.cid, fileBytes: Number(leaf.size), treeBytes: Number(leaf.size) });
    }
    while (parts.length > 1) {
      const nodes: Part[] = [];
      for (let at = 0; at < parts.length; at += LINKS) nodes.push(await nodeOver(parts.slice(at, at + LINKS), put));
      parts = nodes;
    }
    const { cid, treeBytes } = parts[0]!;
    // What the importer needs of a file is its place in the directory.
    return { ...first!, cid, size: BigInt(treeBytes), block: undefined } as unknown as InProgressImportResult;
  };
