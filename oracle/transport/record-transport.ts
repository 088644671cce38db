import { publicHref } from "../core/scenes/public-href.ts";
import { refused } from "../core/errors.ts";
import { partOf } from "../core/evidence/stored.ts";
import type { AssetHead, ByteRange, Recording, Transport } from "../core/scenes/types.ts";
import type { Shelf } from "./shelf.ts";

/** Files are read in whole aligned blocks of this size, so that what is read depends on neither order nor workers. */
export const BLOCK_BYTES = 16_384;

/** Most bytes asked for at once. */
const MAX_READ_BYTES = 512 * BLOCK_BYTES;

/** Neighbouring blocks that are being fetched. */
type Fetch = { readonly at: number; readonly bytes: Promise<Uint8Array> };

type RecordedFile = {
  readonly href: string;
  readonly head: Promise<AssetHead>;
  settledHead?: AssetHead;
  /** Blocks that are on the shelf, and those on their way there. */
  readonly kept: Set<number>;
  readonly coming: Map<number, Fetch>;
};

const checkRange = (href: string, { start, end }: ByteRange, size: number): void => {
  if (!Number.isSafeInteger(start) || !Number.isSafeInteger(end) || start < 0 || end <= start || end > size) {
    throw refused("TRANSPORT_RANGE", href, { start, end, size }, "a range lies inside the file and is not empty");
  }
};

/**
 * A transport that reads each aligned block of a file once and puts it on a shelf.
 *
 * `recordings()` is the exact union of blocks touched by reads that succeeded, merged and sorted by href and position,
 * whatever the order or number of concurrent readers. Files are named by their public href, on the shelf as well.
 */
export const recordTransport = (
  inner: Transport,
  shelf: Shelf,
): { readonly transport: Transport; readonly recordings: () => readonly Recording[] } => {
  const files = new Map<string, RecordedFile>();

  const fileOf = (href: string, signal?: AbortSignal): RecordedFile => {
    const name = publicHref(href);
    const known = files.get(name);
    if (known !== undefined) return known;
    const file: RecordedFile = { href: name, head: inner.head(href, signal), kept: new Set(), coming: new Map() };
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
    file: RecordedFile,
    href: string,
    first: number,
    end: number,
    size: number,
    signal?: AbortSignal,
  ): Fetch => {
    const at = first * BLOCK_BYTES;
    const bytes = inner.read(href, { start: at, end: Math.min(end * BLOCK_BYTES, size) }, signal).then(async (all) => {
      await shelf.write(file.href, at, all);
      return all;
    });
    const fetch = { at, bytes };
    for (let block = first; block < end; block += 1) file.coming.set(block, fetch);
    const settle = (isKept: boolean): void => {
      for (let block = first; block < end; block += 1) {
        file.coming.delete(block);
        if (isKept) file.kept.add(block);
      }
    };
    bytes.then(
      () => settle(true),
      () => settle(false),
    );
    return fetch;
  };

  const read = async (href: string, range: ByteRange, signal?: AbortSignal): Promise<Uint8Array> => {
    const file = fileOf(href, signal);
    const { size } = await file.head;
    checkRange(href, range, size);
    const end = Math.ceil(range.end / BLOCK_BYTES);
    const out = new Uint8Array(range.end - range.start);
    const copy = (at: number, bytes: Uint8Array): void => {
      const [from, until] = [Math.max(range.start, at), Math.min(range.end, at + bytes.length)];
      out.set(bytes.subarray(from - at, until - at), from - range.start);
    };
    const copies: Promise<void>[] = [];
    for (let block = Math.floor(range.start / BLOCK_BYTES), next = block; block < end; block = next) {
      const following = (isOne: (block: number) => boolean): number => {
        let until = block + 1;
        while (until < end && isOne(until)) until += 1;
        return until;
      };
      if (file.kept.has(block)) {
        next = following((each) => file.kept.has(each));
        const start = Math.max(range.start, block * BLOCK_BYTES);
        const part = { start, end: Math.min(range.end, next * BLOCK_BYTES) };
        copies.push(shelf.read(file.href, part).then((bytes) => copy(start, bytes)));
        continue;
      }
      const most = block + MAX_READ_BYTES / BLOCK_BYTES;
      const isMissing = (each: number): boolean => !file.kept.has(each) && !file.coming.has(each) && each < most;
      const fetch = file.coming.get(block) ?? fetchRun(file, href, block, following(isMissing), size, signal);
      next = following((each) => file.coming.get(each) === fetch);
      copies.push(fetch.bytes.then((bytes) => copy(fetch.at, bytes)));
    }
    await Promise.all(copies);
    return out;
  };

  const recordings = (): readonly Recording[] =>
    [...files.values()]
      .filter(({ settledHead }) => settledHead !== undefined)
      .sort((a, b) => (a.href < b.href ? -1 : 1))
      .map(({ href, settledHead, kept }) => {
        const head = settledHead as AssetHead;
        const onShelf = { read: (range: ByteRange) => shelf.read(href, range) };
        const ranges = mergeBlocks(kept, head.size);
        return {
          href,
          head,
          ranges: ranges.map((range) => ({ ...range, stored: partOf(onShelf, range.start, range.end) })),
        };
      });

  return {
    transport: { head: (href, signal) => fileOf(href, signal).head, read },
    recordings,
  };
};

/** Blocks as the fewest ranges. */
const mergeBlocks = (blocks: ReadonlySet<number>, size: number): readonly ByteRange[] => {
  const ranges: ByteRange[] = [];
  for (const block of [...blocks].sort((a, b) => a - b)) {
    const [start, end] = [block * BLOCK_BYTES, Math.min((block + 1) * BLOCK_BYTES, size)];
    const last = ranges.at(-1);
    if (last?.end === start) ranges[ranges.length - 1] = { start: last.start, end };
    else ranges.push({ start, end });
  }
  return ranges;
};
