import { FIELD_BYTES, TAG } from "../raster/tiff-tags.ts";
import { refused } from "./scene-error.ts";
import type { Transport } from "./types.ts";

/** The first directory of a TIFF: what its tags say, as numbers or text. */
export type TiffDirectory = {
  readonly href: string;
  readonly size: number;
  readonly littleEndian: boolean;
  readonly numbers: (tag: number) => readonly number[] | undefined;
  readonly text: (tag: number) => string | undefined;
};

type Entry = { readonly tag: number; readonly type: number; readonly count: number; readonly at: number };

const MAX_ENTRIES = 1024;
/** Tag data in all; four million tile offsets of a BigTIFF. */
const MAX_TAG_BYTES = 32 * 2 ** 20;
const WANTED: ReadonlySet<number> = new Set(Object.values(TAG));
const TEXT_TAGS: ReadonlySet<number> = new Set([TAG.gdalMetadata, TAG.gdalNodata]);

const readNumber = (view: DataView, at: number, type: number, little: boolean): number => {
  switch (type) {
    case 1:
    case 2:
    case 7:
      return view.getUint8(at);
    case 3:
      return view.getUint16(at, little);
    case 4:
    case 13:
      return view.getUint32(at, little);
    case 6:
      return view.getInt8(at);
    case 8:
      return view.getInt16(at, little);
    case 9:
      return view.getInt32(at, little);
    case 11:
      return view.getFloat32(at, little);
    case 12:
      return view.getFloat64(at, little);
    case 16:
    case 18:
      return Number(view.getBigUint64(at, little));
    case 17:
      return Number(view.getBigInt64(at, little));
    default:
      return NaN;
  }
};

const viewOf = (bytes: Uint8Array): DataView => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

/**
 * Reads the header and first directory of a classic TIFF or BigTIFF, either byte order. Every count and offset is held
 * against the file's size before anything is allocated for it.
 *
 * This is not left to the `geotiff` package (3.0.5): it allocates whatever a directory declares, and reads deferred
 * arrays as little endian in big-endian files. The tests hold this reader against it.
 *
 * @throws SceneError SCENE_TIFF_HEADER, SCENE_TIFF_TAG, SCENE_TRUNCATED
 */
export const readTiffDirectory = async (
  href: string,
  transport: Transport,
  signal?: AbortSignal,
): Promise<TiffDirectory> => {
  const { size } = await transport.head(href, signal);
  const read = async (start: number, length: number, what: string): Promise<DataView> => {
    if (!Number.isSafeInteger(start) || start < 0 || start + length > size) {
      throw refused(
        "TRUNCATED",
        href,
        { what, start, length, size },
        "everything a TIFF points to lies inside the file",
      );
    }
    return viewOf(await transport.read(href, { start, end: start + length }, signal));
  };
  const head = await read(0, 8, "header");
  const order = head.getUint16(0);
  const littleEndian = order === 0x4949;
  const magic = head.getUint16(2, littleEndian);
  if ((order !== 0x4949 && order !== 0x4d4d) || (magic !== 42 && magic !== 43)) {
    throw refused("TIFF_HEADER", href, { order, magic }, "a TIFF starts with II or MM and 42, or 43 for BigTIFF");
  }
  const big = magic === 43;
  const directoryAt = big
    ? Number((await read(8, 8, "header")).getBigUint64(0, littleEndian))
    : head.getUint32(4, littleEndian);
  const countView = await read(directoryAt, big ? 8 : 2, "directory");
  const count = big ? Number(countView.getBigUint64(0, littleEndian)) : countView.getUint16(0, littleEndian);
  if (count === 0 || count > MAX_ENTRIES) {
    throw refused("TIFF_HEADER", href, count, `a directory has 1 to ${MAX_ENTRIES} entries`);
  }
  const entryBytes = big ? 20 : 12;
  const entriesAt = directoryAt + (big ? 8 : 2);
  const table = await read(entriesAt, count * entryBytes, "directory");
  const entries = Array.from({ length: count }, (_, i): Entry => {
    const at = i * entryBytes;
    const values = big ? Number(table.getBigUint64(at + 4, littleEndian)) : table.getUint32(at + 4, littleEndian);
    return { tag: table.getUint16(at, littleEndian), type: table.getUint16(at + 2, littleEndian), count: values, at };
  }).filter(({ tag }) => WANTED.has(tag));

  const views = new Map<number, { readonly entry: Entry; readonly view: DataView; readonly from: number }>();
  let tagBytes = 0;
  for (const entry of entries) {
    const width = FIELD_BYTES[entry.type];
    const bytes = entry.count * (width ?? NaN);
    tagBytes += bytes;
    if (!Number.isSafeInteger(tagBytes) || bytes === 0 || tagBytes > MAX_TAG_BYTES || views.has(entry.tag)) {
      throw refused("TIFF_TAG", `${href}#${entry.tag}`, entry, "a tag has a known type, a sane count and appears once");
    }
    const valueAt = entry.at + (big ? 12 : 8);
    if (bytes <= (big ? 8 : 4)) views.set(entry.tag, { entry, view: table, from: valueAt });
    else {
      const pointer = big ? Number(table.getBigUint64(valueAt, littleEndian)) : table.getUint32(valueAt, littleEndian);
      views.set(entry.tag, { entry, view: await read(pointer, bytes, `tag ${entry.tag}`), from: 0 });
    }
  }
  return {
    href,
    size,
    littleEndian,
    numbers: (tag) => {
      const found = views.get(tag);
      if (found === undefined || TEXT_TAGS.has(tag)) return undefined;
      const { entry, view, from } = found;
      const width = FIELD_BYTES[entry.type] as number;
      return Array.from({ length: entry.count }, (_, i) =>
        readNumber(view, from + i * width, entry.type, littleEndian),
      );
    },
    text: (tag) => {
      const found = views.get(tag);
      if (found === undefined || !TEXT_TAGS.has(tag)) return undefined;
      const { entry, view, from } = found;
      const bytes = new Uint8Array(
        view.buffer,
        view.byteOffset + from,
        entry.count * (FIELD_BYTES[entry.type] as number),
      );
      return new TextDecoder()
        .decode(bytes)
        .replace(/\0[^]*$/, "")
        .trim();
    },
  };
};
