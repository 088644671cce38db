import { FIELD_BYTES } from "./tiff-tags.ts";

/** ASCII, SHORT, LONG, DOUBLE and BigTIFF's LONG8. */
export type TiffField = {
  readonly tag: number;
  readonly type: 2 | 3 | 4 | 12 | 16;
  readonly values: readonly number[];
};

/** What differs between a TIFF and a BigTIFF. */
export type TiffFlavour = {
  readonly version: 42 | 43;
  readonly headerBytes: number;
  /** Of the number of entries. */
  readonly countBytes: 2 | 8;
  /** Of an offset, of a number of values, and of what an entry holds inline. */
  readonly wordBytes: 4 | 8;
  /** Field type of an offset. */
  readonly offsetType: 4 | 16;
};

/** TIFF 6.0 section 2. */
export const CLASSIC: TiffFlavour = { version: 42, headerBytes: 8, countBytes: 2, wordBytes: 4, offsetType: 4 };

/** The BigTIFF design as libtiff 4 has it. */
export const BIG: TiffFlavour = { version: 43, headerBytes: 16, countBytes: 8, wordBytes: 8, offsetType: 16 };

const putNumber = (view: DataView, at: number, bytes: number, value: number): void => {
  if (bytes === 8) view.setBigUint64(at, BigInt(value), true);
  else if (bytes === 4) view.setUint32(at, value, true);
  else if (bytes === 2) view.setUint16(at, value, true);
  else view.setUint8(at, value);
};

const bytesOf = ({ type, values }: TiffField): number => values.length * (FIELD_BYTES[type] as number);

/** Offsets are even (TIFF 6.0 section 2). */
export const even = (n: number): number => n + (n % 2);

const tableBytes = (entries: number, { countBytes, wordBytes }: TiffFlavour): number =>
  countBytes + entries * (4 + 2 * wordBytes) + wordBytes;

/** Bytes of a directory and of the values that do not fit into it, which follow it. */
export const directoryBytes = (fields: readonly TiffField[], flavour: TiffFlavour): number =>
  fields.reduce(
    (sum, field) => sum + (bytesOf(field) > flavour.wordBytes ? even(bytesOf(field)) : 0),
    even(tableBytes(fields.length, flavour)),
  );

/** The header, little endian. */
export const putHeader = (view: DataView, flavour: TiffFlavour, firstDirectory: number): void => {
  view.setUint16(0, 0x4949, true);
  view.setUint16(2, flavour.version, true);
  if (flavour.version === 43) view.setUint16(4, flavour.wordBytes, true);
  putNumber(view, flavour.headerBytes - flavour.wordBytes, flavour.wordBytes, firstDirectory);
};

/**
 * A directory at an even offset of a zeroed file, its entries in ascending order of tag.
 *
 * @param next offset of the next directory, 0 after the last.
 */
export const putDirectory = (
  view: DataView,
  at: number,
  fields: readonly TiffField[],
  next: number,
  flavour: TiffFlavour,
): void => {
  const { countBytes, wordBytes } = flavour;
  putNumber(view, at, countBytes, fields.length);
  let entryAt = at + countBytes;
  let dataAt = at + even(tableBytes(fields.length, flavour));
  for (const field of [...fields].sort((a, b) => a.tag - b.tag)) {
    const size = FIELD_BYTES[field.type] as number;
    const inline = bytesOf(field) <= wordBytes;
    const valuesAt = inline ? entryAt + 4 + wordBytes : dataAt;
    view.setUint16(entryAt, field.tag, true);
    view.setUint16(entryAt + 2, field.type, true);
    putNumber(view, entryAt + 4, wordBytes, field.values.length);
    if (!inline) putNumber(view, entryAt + 4 + wordBytes, wordBytes, dataAt);
    field.values.forEach((value, i) => {
      if (field.type === 12) view.setFloat64(valuesAt + i * size, value, true);
      else putNumber(view, valuesAt + i * size, size, value);
    });
    if (!inline) dataAt += even(bytesOf(field));
    entryAt += 4 + 2 * wordBytes;
  }
  putNumber(view, entryAt, wordBytes, next);
};
