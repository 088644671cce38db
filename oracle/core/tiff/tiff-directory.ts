import { refused } from "../errors.ts";
import type { Transport } from "../scenes/types.ts";
import { headerReader } from "./header-reader.ts";
import type { HeaderReader } from "./header-reader.ts";
import { FIELD_BYTES, TAG } from "./tiff-tags.ts";
import { tiffValues } from "./tiff-values.ts";

/** The first directory of a TIFF: what its tags say, as numbers or text. */
export type TiffDirectory = {
  readonly href: string;
  readonly size: number;
  readonly littleEndian: boolean;
  readonly numbers: (tag: number) => readonly number[] | undefined;
  readonly text: (tag: number) => string | undefined;
  /** A GeoKey that is a SHORT. */
  readonly geoKey: (key: number) => number | undefined;
};

/** How a file writes its numbers, and where its first directory is. */
type Header = { readonly little: boolean; readonly big: boolean; readonly first: number };

const MAX_ENTRIES = 1024;
const CLASSIC = 42;
const BIG = 43;
const TAG_RULE = "a tag has a known type and a sane count, and appears once";

/** Tags that anything here asks for. Of others a file may have megabytes. */
const ASKED = new Set<number>(Object.values(TAG));

const numberAt = (view: DataView, at: number, { little, big }: Pick<Header, "little" | "big">): number =>
  big ? Number(view.getBigUint64(at, little)) : view.getUint32(at, little);

const readPiece = (reader: HeaderReader, start: number, length: number): Promise<DataView> => {
  const range = { start, end: start + length };
  reader.declare(range);
  return reader.read(range);
};

const readHeader = async (href: string, reader: HeaderReader): Promise<Header> => {
  const start = await readPiece(reader, 0, 8);
  const order = start.getUint16(0);
  const little = order === 0x4949;
  const magic = start.getUint16(2, little);
  const big = magic === BIG;
  // BigTIFF states the bytes of an offset, and two of nought.
  const isKnown = big ? start.getUint32(4, little) === (little ? 8 : 8 << 16) : magic === CLASSIC;
  if ((!little && order !== 0x4d4d) || !isKnown)
    throw refused("TIFF_HEADER", href, [order, magic], "a TIFF starts with II or MM and 42, or 43 for BigTIFF");
  const at = big ? await readPiece(reader, 8, 8) : new DataView(start.buffer, start.byteOffset + 4);
  return { little, big, first: numberAt(at, 0, { little, big }) };
};

/**
 * The values of every tag that is asked for, once all that the directory declares is known to lie inside the file and
 * within the limit.
 */
const readFields = async (
  href: string,
  reader: HeaderReader,
  header: Header,
): Promise<ReadonlyMap<number, readonly number[] | string>> => {
  const { little, big, first } = header;
  const [countBytes, entryBytes, inlineBytes] = big ? [8, 20, 8] : [2, 12, 4];
  const counted = await readPiece(reader, first, countBytes);
  const entries = big ? numberAt(counted, 0, header) : counted.getUint16(0, little);
  if (entries === 0 || entries > MAX_ENTRIES)
    throw refused("TIFF_HEADER", href, entries, `a directory has 1 to ${MAX_ENTRIES} entries`);
  const directory = await readPiece(reader, first + countBytes, entries * entryBytes);

  const seen = new Set<number>();
  const found = Array.from({ length: entries }, (_, index) => {
    const at = index * entryBytes;
    const [tag, type] = [directory.getUint16(at, little), directory.getUint16(at + 2, little)];
    const count = numberAt(directory, at + 4, header);
    const size = FIELD_BYTES[type];
    const isAsked = ASKED.has(tag);
    if (size === undefined || seen.has(tag) || (isAsked && count === 0))
      throw refused("TIFF_TAG", `${href}#${tag}`, { type, count }, TAG_RULE);
    seen.add(tag);
    const valueAt = at + entryBytes - inlineBytes;
    const length = count * size;
    if (length <= inlineBytes)
      return {
        tag,
        type,
        size,
        isAsked,
        inline: new DataView(directory.buffer, directory.byteOffset + valueAt, length),
      };
    const start = numberAt(directory, valueAt, header);
    reader.declare({ start, end: start + length });
    return { tag, type, size, isAsked, range: { start, end: start + length } };
  });

  const values = await Promise.all(
    found
      .filter(({ isAsked }) => isAsked)
      .map(async ({ tag, type, size, inline, range }) => {
        const view = inline ?? (await reader.read(range));
        return [tag, tiffValues(type, size, view, little)] as const;
      }),
  );
  return new Map(values.flatMap(([tag, value]) => (value === undefined ? [] : [[tag, value] as const])));
};

/** GeoKeys whose value stands in the key directory itself (OGC GeoTIFF 1.1, 19-008r4, section 7.1.3). */
const geoKeysOf = (keys: readonly number[]): ReadonlyMap<number, number> =>
  new Map(
    Array.from({ length: keys[3] ?? 0 }, (_, index) => keys.slice(4 * (index + 1), 4 * (index + 2))).flatMap(
      ([key, location, , value]) =>
        location === 0 && key !== undefined && value !== undefined ? [[key, value] as const] : [],
    ),
  );

/**
 * Reads the header and first directory of a classic TIFF or BigTIFF, either byte order.
 *
 * @throws SixfoldError TIFF_HEADER, TIFF_TAG, TIFF_TRUNCATED; what the transport throws
 */
export const readTiffDirectory = async (
  href: string,
  transport: Transport,
  signal?: AbortSignal,
): Promise<TiffDirectory> => {
  const { size } = await transport.head(href, signal);
  const reader = headerReader(href, size, transport, signal);
  const header = await readHeader(href, reader);
  const fields = await readFields(href, reader, header);
  const numbers = (tag: number): readonly number[] | undefined => {
    const value = fields.get(tag);
    return typeof value === "string" ? undefined : value;
  };
  const geoKeys = geoKeysOf(numbers(TAG.geoKeyDirectory) ?? []);
  return {
    href,
    size,
    littleEndian: header.little,
    numbers,
    text: (tag) => {
      const value = fields.get(tag);
      return typeof value === "string" ? value : undefined;
    },
    geoKey: (key) => geoKeys.get(key),
  };
};
