import { inflateSync } from "node:zlib";

/** One directory of a little-endian TIFF or BigTIFF, read without the code under test. */
export type Directory = {
  readonly at: number;
  /** Where the last of the directory's own bytes and its values ends. */
  readonly end: number;
  readonly tags: ReadonlyMap<number, readonly number[]>;
};

const BYTES: Readonly<Record<number, number>> = { 2: 1, 3: 2, 4: 4, 12: 8, 16: 8 };

/** Every directory of the chain. */
export const readDirectories = (bytes: Uint8Array): readonly Directory[] => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const big = view.getUint16(2, true) === 43;
  const word = (at: number): number => (big ? Number(view.getBigUint64(at, true)) : view.getUint32(at, true));
  const wordBytes = big ? 8 : 4;
  const readers: Readonly<Record<number, (at: number) => number>> = {
    2: (at) => view.getUint8(at),
    3: (at) => view.getUint16(at, true),
    4: (at) => view.getUint32(at, true),
    12: (at) => view.getFloat64(at, true),
    16: (at) => Number(view.getBigUint64(at, true)),
  };
  const directories: Directory[] = [];
  let at = word(big ? 8 : 4);
  while (at !== 0) {
    const count = big ? word(at) : view.getUint16(at, true);
    const tags = new Map<number, readonly number[]>();
    const start = at + (big ? 8 : 2);
    let end = start + count * (4 + 2 * wordBytes) + wordBytes;
    for (let i = 0; i < count; i += 1) {
      const entry = start + i * (4 + 2 * wordBytes);
      const type = view.getUint16(entry + 2, true);
      const [size, length] = [BYTES[type]!, word(entry + 4)];
      const inline = size * length <= wordBytes;
      const from = inline ? entry + 4 + wordBytes : word(entry + 4 + wordBytes);
      tags.set(
        view.getUint16(entry, true),
        Array.from({ length }, (_, k) => readers[type]!(from + k * size)),
      );
      if (!inline) end = Math.max(end, from + size * length);
    }
    directories.push({ at, end, tags });
    at = word(start + count * (4 + 2 * wordBytes));
  }
  return directories;
};

export const textOf = ({ tags }: Directory, tag: number): string =>
  Buffer.from(tags.get(tag) ?? []).toString().replace(/\0$/, ""); // prettier-ignore

/** The pixels of a directory of Int32 tiles, deflated with predictor 2. */
export const readTiles = (bytes: Uint8Array, { tags }: Directory): Int32Array => {
  const one = (tag: number): number => tags.get(tag)![0]!;
  const [width, height, tileWidth, tileHeight] = [one(256), one(257), one(322), one(323)];
  const values = new Int32Array(width * height);
  const across = Math.ceil(width / tileWidth);
  tags.get(324)!.forEach((offset, tile) => {
    const raw = inflateSync(bytes.subarray(offset, offset + tags.get(325)![tile]!));
    if (raw.length !== tileWidth * tileHeight * 4) throw new RangeError(`tile ${tile} has ${raw.length} bytes`);
    const [left, top] = [(tile % across) * tileWidth, Math.floor(tile / across) * tileHeight];
    for (let row = 0; row < tileHeight && top + row < height; row += 1) {
      let value = 0;
      for (let col = 0; col < tileWidth && left + col < width; col += 1) {
        value = (value + raw.readInt32LE((row * tileWidth + col) * 4)) | 0;
        values[(top + row) * width + left + col] = value;
      }
    }
  });
  return values;
};
