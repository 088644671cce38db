import { exporter } from "ipfs-unixfs-exporter";
import type { UnixFSEntry } from "ipfs-unixfs-exporter";
import { importer } from "ipfs-unixfs-importer";
import type { BufferImporter } from "ipfs-unixfs-importer";
import type { CID } from "multiformats/cid";

import { empty } from "../core/empty.ts";
import { SixfoldError } from "../core/errors.ts";
import { requireSafePath, sortedPaths } from "../core/evidence/files.ts";
import type { Bundle } from "../core/evidence/files.ts";
import { bytesOf, partOf, piecesOf } from "../core/evidence/stored.ts";
import type { Stored } from "../core/scenes/types.ts";
import { balancedFile } from "./balanced-file.ts";
import { memoryBlockStore } from "./block-store.ts";
import type { Blocks, BlockStore } from "./block-store.ts";
import { leafCid, verifyBlock } from "./cid.ts";
import { copyBlocks } from "./dag.ts";
import type { Dag } from "./dag.ts";
import { unixFsFile } from "./unixfs-file.ts";

/** Chunks of a file, each a leaf. */
const CHUNK_BYTES = 262_144;

/**
 * `ipfs add --cid-version=1 --raw-leaves` with its defaults: chunks of 256 KiB, 174 links to a node, sha2-256, HAMT
 * directories beyond 256 KiB of links (the defaults of Kubo, boxo `ipld/unixfs/importer/helpers`).
 */
const LAYOUT = {
  cidVersion: 1,
  rawLeaves: true,
  reduceSingleLeafToSelf: true,
  /** Files come in chunks: so each has a buffer of its own, and is let go of once it is hashed. */
  chunker: (chunks: AsyncIterable<Uint8Array>) => chunks,
  shardSplitThresholdBytes: 262_144,
  shardSplitStrategy: "links-bytes",
  shardFanoutBits: 8,
  wrapWithDirectory: true,
  /** Of no account for the CID: how many files and blocks are in memory at once. */
  fileImportConcurrency: 2,
  blockWriteConcurrency: 8,
} as const;

/**
 * Most bytes that a bundle may unfold to, far more than any analysis here made: a hostile graph can repeat one block
 * without end.
 */
export const LARGEST_BUNDLE_BYTES = 16 * 1024 ** 3;

const refuse = (code: string, field: string, value: unknown, rule: string, cause?: unknown): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule, cause });
};

/** An empty file is one empty chunk. */
async function* chunksOf(stored: Stored): AsyncGenerator<Uint8Array> {
  if (stored.size === 0) yield new Uint8Array();
  yield* piecesOf(stored, CHUNK_BYTES);
}

type Leaf = { readonly path: string; readonly start: number; readonly end: number };

/**
 * Files as the blocks of their UnixFS directory. Nodes are made and held; a leaf is a part of a file, and read from there
 * each time: so nothing is copied, and the blocks are there as long as the files are. The CID depends on paths and bytes
 * alone, not on the map's order.
 * @throws SixfoldError `EVIDENCE_PATH_UNSAFE`, `STORE_BUNDLE_EMPTY`
 */
export const directoryDag = async (files: Bundle): Promise<Dag> => {
  if (files.size === 0) refuse("STORE_BUNDLE_EMPTY", "files", 0, "must hold at least one file");
  const nodes = memoryBlockStore();
  const leaves = new Map<string, Leaf>();
  const bufferImporter: BufferImporter = async function* (file) {
    let end = 0;
    for await (const bytes of file.content) {
      const leaf = { path: file.path!, start: end, end: (end += bytes.length) };
      yield async () => {
        const cid = await leafCid(bytes);
        leaves.set(cid.toString(), leaf);
        empty(bytes);
        return { cid, size: BigInt(leaf.end - leaf.start), block: bytes, path: leaf.path };
      };
    }
  };
  const sink = {
    put: async (cid: CID, bytes: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => {
      if (!(bytes instanceof Uint8Array)) return refuse("STORE_BLOCK_STREAMED", cid.toString(), null, "must be bytes");
      await nodes.put(cid, bytes);
      return cid;
    },
  };
  const source = sortedPaths(files).map((path) => ({
    path: requireSafePath(path),
    content: chunksOf(files.get(path)!),
  }));
  let root: CID | undefined;
  for await (const { cid } of importer(source, sink, { ...LAYOUT, layout: balancedFile(nodes.put), bufferImporter }))
    root = cid;
  const blocks: Blocks = {
    get: async (cid) => {
      const leaf = leaves.get(cid.toString());
      return leaf === undefined
        ? nodes.get(cid)
        : verifyBlock(cid, await bytesOf(partOf(files.get(leaf.path)!, leaf.start, leaf.end)));
    },
    has: async (cid) => leaves.has(cid.toString()) || nodes.has(cid),
  };
  return { root: root!, blocks };
};

/** The CID of a bundle, without writing anything. */
export const directoryCid = async (files: Bundle): Promise<CID> => (await directoryDag(files)).root;

/**
 * Writes files as a UnixFS directory.
 * @throws SixfoldError of `directoryDag` and of the store
 */
export const writeDirectory = async (files: Bundle, into: BlockStore): Promise<CID> => {
  const dag = await directoryDag(files);
  await copyBlocks(dag, into);
  return dag.root;
};

/**
 * What one block, file or directory is. Errors of the exporter other than ours name the CID. Not held: a file of one
 * block has its bytes in it.
 */
const open = async (cid: CID, blocks: Blocks): Promise<UnixFSEntry> => {
  const storage = {
    async *get(wanted: CID) {
      const bytes = await blocks.get(wanted);
      yield bytes;
      // The exporter has made a copy of it.
      empty(bytes);
    },
  };
  return exporter(cid, storage);
};

/** A file of a directory. */
const storedAt = (cid: CID, size: number, blocks: Blocks): Stored => {
  const { read } = unixFsFile(cid, size, blocks);
  return { size, read: (range) => typed(cid, () => read(range)) };
};

const collect = async (root: CID, entry: UnixFSEntry, blocks: Blocks, limitBytes: number): Promise<Bundle> => {
  const files = new Map<string, Stored>();
  let total = 0;
  const visit = async (at: UnixFSEntry, cid: CID, path: string): Promise<void> => {
    if (at.type === "directory") {
      for await (const child of at.entries()) {
        const childPath = requireSafePath(path === "" ? child.name : `${path}/${child.name}`);
        if (files.has(childPath)) refuse("STORE_PATH_TWICE", childPath, null, "must appear once in the directory");
        await visit(await open(child.cid, blocks), child.cid, childPath);
      }
      return;
    }
    // What the exporter calls a file may also be a symbolic link.
    const kind = at.type === "file" ? at.unixfs.type : at.type;
    if ((at.type !== "file" && at.type !== "raw") || (kind !== "file" && kind !== "raw"))
      return refuse("STORE_NOT_UNIXFS", path, kind, "must be a file or a directory");
    total += Number(at.size);
    if (total > limitBytes) refuse("STORE_BUNDLE_TOO_LARGE", path, total, `must be at most ${limitBytes} bytes in all`);
    files.set(path, storedAt(cid, Number(at.size), blocks));
  };
  await visit(entry, root, "");
  return files;
};

const typed = async <T>(root: CID, work: () => Promise<T>): Promise<T> => {
  try {
    return await work();
  } catch (cause) {
    if (cause instanceof SixfoldError) throw cause;
    return refuse("STORE_NOT_UNIXFS", "cid", root.toString(), `must be a UnixFS directory: ${String(cause)}`, cause);
  }
};

/**
 * Reads a UnixFS directory back as files, each read where its blocks lie. Every block is checked against its CID by the
 * store, each time.
 * @throws SixfoldError `STORE_NOT_UNIXFS`, `EVIDENCE_PATH_UNSAFE`, `STORE_PATH_TWICE`, `STORE_BUNDLE_TOO_LARGE`,
 * `STORE_BLOCK_MISSING`, `STORE_BLOCK_CORRUPT`
 */
export const readDirectory = ({ root, blocks }: Dag, limitBytes = LARGEST_BUNDLE_BYTES): Promise<Bundle> =>
  typed(root, async () => {
    const entry = await open(root, blocks);
    if (entry.type !== "directory") refuse("STORE_NOT_UNIXFS", "cid", root.toString(), "must be a UnixFS directory");
    return collect(root, entry, blocks, limitBytes);
  });

/**
 * CID of what lies at `path` below `root`; the root itself for no path.
 * @throws SixfoldError `STORE_PATH_NOT_FOUND`, and those of `readDirectory`
 */
export const resolvePath = ({ root, blocks }: Dag, path: readonly string[]): Promise<CID> =>
  typed(root, async () => {
    let cid = root;
    for (const name of path) {
      const entry = await open(cid, blocks);
      let found: CID | undefined;
      if (entry.type === "directory")
        for await (const child of entry.entries()) if (child.name === name) found = child.cid;
      if (found === undefined)
        return refuse("STORE_PATH_NOT_FOUND", "path", path.join("/"), "must exist in the directory");
      cid = found;
    }
    return cid;
  });

/**
 * One file of a directory: of the others nothing is read.
 * @throws SixfoldError `STORE_PATH_NOT_FOUND`, and those of `readDirectory`
 */
export const readFile = ({ root, blocks }: Dag, path: string): Promise<Stored> =>
  typed(root, async () => {
    const cid = await resolvePath({ root, blocks }, path.split("/"));
    const entry = await open(cid, blocks);
    if (entry.type !== "file" && entry.type !== "raw")
      return refuse("STORE_NOT_UNIXFS", path, entry.type, "must be a file");
    return storedAt(cid, Number(entry.size), blocks);
  });
