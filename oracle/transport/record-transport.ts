import { publicHref } from "../core/scenes/public-href.ts";
import { refused } from "../core/errors.ts";
import type { AssetHead, ByteRange, Recording, Transport } from "../core/scenes/types.ts";

/** Files are read in whole aligned blocks of this size, so that what is read depends on neither order nor workers. */
export const BLOCK_BYTES = 16_384;

/** Most bytes asked for at once. */
const MAX_READ_BYTES = 512 * BLOCK_BYTES;

type FileBlocks = {
  readonly href: string;
  readonly head: Promise<AssetHead>;
  settledHead?: AssetHead;
  readonly blocks: Map<number, Promise<Uint8Array>>;
  readonly bytes: Map<number, Uint8Array>;
};

const checkRange = (href: string, { start, end }: ByteRange, size: number): void => {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end <= start || end > size) {
    throw refused("TRANSPORT_RANGE", href, { start, end, size }, "a range lies inside the file and is not empty");
  }
};

/**
 * A transport that reads each aligned block of a file once and keeps it.
 *
 * `recordings()` is the exact union of blocks touched by reads that succeeded, merged and sorted by href and position,
 * whatever the order or number of concurrent readers. Files are named by their public href.
 */
export const recordTransport = (
  inner: Transport,
): { readonly transport: Transport; readonly recordings: () => readonly Recording[] } => {
  const files = new Map<string, FileBlocks>();

  const fileOf = (href: string, signal?: AbortSignal): FileBlocks => {
    const name = publicHref(href);
    const known = files.get(name);
    if (known !== undefined) return known;
    const file: FileBlocks = { href: name, head: inner.head(href, signal), blocks: new Map(), bytes: new Map() };
    files.set(name, file);
    file.head.then(
      (head) => {
        file.settledHead = head;
      },
      () => files.delete(name),
    );
    return file;
  };

  /** Starts one inner read for a run of missing neighbours. */
  const fetchRun = (
    file: FileBlocks,
    href: string,
    first: number,
    last: number,
    size: number,
    signal?: AbortSignal,
  ): void => {
    const start = first * BLOCK_BYTES;
    const run = inner.read(href, { start, end: Math.min((last + 1) * BLOCK_BYTES, size) }, signal);
    for (let block = first; block <= last; block += 1) {
      const from = (block - first) * BLOCK_BYTES;
      const bytes = run.then((all) => all.subarray(from, from + BLOCK_BYTES));
      file.blocks.set(block, bytes);
      bytes.then(
        (kept) => file.bytes.set(block, kept),
        () => file.blocks.delete(block),
      );
    }
  };

  const read = async (href: string, range: ByteRange, signal?: AbortSignal): Promise<Uint8Array> => {
    const file = fileOf(href, signal);
    const { size } = await file.head;
    checkRange(href, range, size);
    const first = Math.floor(range.start / BLOCK_BYTES);
    const last = Math.floor((range.end - 1) / BLOCK_BYTES);
    for (let block = first; block <= last; block += 1) {
      if (file.blocks.has(block)) continue;
      let until = block;
      while (until < last && !file.blocks.has(until + 1) && (until + 2 - block) * BLOCK_BYTES <= MAX_READ_BYTES)
        until += 1;
      fetchRun(file, href, block, until, size, signal);
      block = until;
    }
    const wanted = Array.from(
      { length: last - first + 1 },
      (_, i) => file.blocks.get(first + i) as Promise<Uint8Array>,
    );
    const parts = await Promise.all(wanted);
    const out = new Uint8Array(range.end - range.start);
    parts.forEach((part, i) => {
      const at = (first + i) * BLOCK_BYTES;
      const from = Math.max(range.start - at, 0);
      const until = Math.min(range.end - at, part.length);
      out.set(part.subarray(from, until), at + from - range.start);
    });
    return out;
  };

  const recordings = (): readonly Recording[] =>
    [...files.values()]
      .filter(({ settledHead }) => settledHead !== undefined)
      .sort((a, b) => (a.href < b.href ? -1 : 1))
      .map((file) => ({ href: file.href, head: file.settledHead as AssetHead, ranges: mergeBlocks(file.bytes) }));

  return {
    transport: { head: (href, signal) => fileOf(href, signal).head, read },
    recordings,
  };
};

const mergeBlocks = (bytes: ReadonlyMap<number, Uint8Array>): Recording["ranges"] => {
  const sorted = [...bytes.keys()].sort((a, b) => a - b);
  const runs: number[][] = [];
  for (const block of sorted) {
    const run = runs.at(-1);
    if (run !== undefined && run.at(-1) === block - 1) run.push(block);
    else runs.push([block]);
  }
  return runs.map((run) => {
    const parts = run.map((block) => bytes.get(block) as Uint8Array);
    const start = (run[0] as number) * BLOCK_BYTES;
    const joined = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
    let at = 0;
    for (const part of parts) {
      joined.set(part, at);
      at += part.length;
    }
    return { start, end: start + joined.length, bytes: joined };
  });
};
