import { decode } from "@ipld/dag-pb";
import type { PBNode } from "@ipld/dag-pb";
import { exporter } from "ipfs-unixfs-exporter";
import type { UnixFSEntry } from "ipfs-unixfs-exporter";
import { importer } from "ipfs-unixfs-importer";
import { fixedSize } from "ipfs-unixfs-importer/chunker";
import { balanced } from "ipfs-unixfs-importer/layout";
import type { CID } from "multiformats/cid";

import { SixfoldError } from "../core/errors.ts";
import { missing } from "./block-store.ts";
import type { BlockStore } from "./block-store.ts";
import { DAG_PB, parseCid } from "./cid.ts";
import { requireSafePath, sortedPaths } from "../core/evidence/files.ts";
import type { Files } from "../core/evidence/files.ts";

/**
 * `ipfs add --cid-version=1 --raw-leaves` with its defaults: chunks of 256 KiB, 174 links to a node, sha2-256, HAMT
 * directories beyond 256 KiB of links (the defaults of Kubo, boxo `ipld/unixfs/importer/helpers`).
 */
const LAYOUT = {
  cidVersion: 1,
  rawLeaves: true,
  reduceSingleLeafToSelf: true,
  chunker: fixedSize({ chunkSize: 262_144 }),
  layout: balanced({ maxChildrenPerNode: 174 }),
  shardSplitThresholdBytes: 262_144,
  shardSplitStrategy: "links-bytes",
  shardFanoutBits: 8,
  wrapWithDirectory: true,
} as const;

/** Most bytes that a bundle may unfold to: a hostile graph can repeat one block without end. */
export const LARGEST_BUNDLE_BYTES = 4 * 1024 ** 3;

const refuse = (code: string, field: string, value: unknown, rule: string, cause?: unknown): never => {
  throw new SixfoldError({ code, failure: "check", field, value, rule, cause });
};

/**
 * Writes files as a UnixFS directory. The CID depends on paths and bytes alone, not on the map's order.
 * @throws SixfoldError `EVIDENCE_PATH_UNSAFE`, `STORE_BUNDLE_EMPTY`
 */
export const writeDirectory = async (files: Files, blocks: BlockStore): Promise<CID> => {
  if (files.size === 0) refuse("STORE_BUNDLE_EMPTY", "files", 0, "must hold at least one file");
  const source = sortedPaths(files).map((path) => ({ path: requireSafePath(path), content: files.get(path)! }));
  const sink = {
    put: async (cid: CID, bytes: Uint8Array | Iterable<Uint8Array> | AsyncIterable<Uint8Array>) => {
      if (!(bytes instanceof Uint8Array)) return refuse("STORE_BLOCK_STREAMED", cid.toString(), null, "must be bytes");
      await blocks.put(cid, bytes);
      return cid;
    },
  };
  let root: CID | undefined;
  for await (const { cid } of importer(source, sink, LAYOUT)) root = cid;
  return root!;
};

/** Keeps nothing: for a CID alone, so that a bundle is not held twice. */
const nowhere: BlockStore = { get: async (cid) => missing(cid), put: async () => undefined, has: async () => false };

/**
 * The CID that `writeDirectory` gives, without writing anything.
 * @throws SixfoldError of `writeDirectory`
 */
export const directoryCid = (files: Files): Promise<CID> => writeDirectory(files, nowhere);

const collect = async (entry: UnixFSEntry, blocks: BlockStore, limitBytes: number): Promise<Files> => {
  const files = new Map<string, Uint8Array>();
  let total = 0;
  const visit = async (at: UnixFSEntry, path: string): Promise<void> => {
    if (at.type === "directory") {
      for await (const child of at.entries()) {
        const childPath = requireSafePath(path === "" ? child.name : `${path}/${child.name}`);
        if (files.has(childPath)) refuse("STORE_PATH_TWICE", childPath, null, "must appear once in the directory");
        await visit(await open(child.cid, blocks), childPath);
      }
      return;
    }
    if (at.type !== "file" && at.type !== "raw")
      return refuse("STORE_NOT_UNIXFS", path, at.type, "must be a file or a directory");
    total += Number(at.size);
    if (total > limitBytes) refuse("STORE_BUNDLE_TOO_LARGE", path, total, `must be at most ${limitBytes} bytes in all`);
    const bytes = new Uint8Array(Number(at.size));
    let filled = 0;
    for await (const chunk of at.content()) {
      if (filled + chunk.length > bytes.length) refuse("STORE_NOT_UNIXFS", path, filled, "must be as long as declared");
      bytes.set(chunk, filled);
      filled += chunk.length;
    }
    if (filled !== bytes.length)
      refuse("STORE_NOT_UNIXFS", path, filled, `must hold the ${bytes.length} bytes declared`);
    files.set(path, bytes);
  };
  await visit(entry, "");
  return files;
};

/** What one block, file or directory is. Errors of the exporter other than ours name the CID. */
const open = async (cid: CID, blocks: BlockStore): Promise<UnixFSEntry> => {
  const storage = {
    async *get(wanted: CID) {
      yield await blocks.get(wanted);
    },
  };
  return exporter(cid, storage);
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
 * Reads a UnixFS directory back as files. Every block is checked against its CID by the store.
 * @throws SixfoldError `STORE_NOT_UNIXFS`, `EVIDENCE_PATH_UNSAFE`, `STORE_PATH_TWICE`, `STORE_BUNDLE_TOO_LARGE`,
 * `STORE_BLOCK_MISSING`, `STORE_BLOCK_CORRUPT`
 */
export const readDirectory = (root: CID, blocks: BlockStore, limitBytes = LARGEST_BUNDLE_BYTES): Promise<Files> =>
  typed(root, async () => {
    const entry = await open(root, blocks);
    if (entry.type !== "directory") refuse("STORE_NOT_UNIXFS", "cid", root.toString(), "must be a UnixFS directory");
    return collect(entry, blocks, limitBytes);
  });

/**
 * CID of what lies at `path` below `root`; the root itself for no path.
 * @throws SixfoldError `STORE_PATH_NOT_FOUND`, and those of `readDirectory`
 */
export const resolvePath = (root: CID, path: readonly string[], blocks: BlockStore): Promise<CID> =>
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

/** Links of a block in order, as CIDv1. A raw block has none. */
export const linksOf = (cid: CID, bytes: Uint8Array): readonly CID[] => {
  if (cid.code !== DAG_PB) return [];
  let node: PBNode;
  try {
    node = decode(bytes);
  } catch (cause) {
    return refuse("STORE_NOT_UNIXFS", "block", cid.toString(), "must be a dag-pb node", cause);
  }
  return node.Links.map(({ Hash }) => parseCid(Hash.toString()));
};

/** Every block below a root, parents before children in link order, each once. Reads, and so verifies, each block. */
export async function* walkBlocks(root: CID, blocks: BlockStore): AsyncGenerator<{ cid: CID; bytes: Uint8Array }> {
  const seen = new Set<string>();
  const stack: CID[] = [root];
  while (stack.length > 0) {
    const cid = stack.pop()!;
    if (seen.has(cid.toString())) continue;
    seen.add(cid.toString());
    const bytes = await blocks.get(cid);
    yield { cid, bytes };
    stack.push(...[...linksOf(cid, bytes)].reverse());
  }
}
