/** The fixed header of a Lerc2 blob of version 4 (github.com/Esri/lerc, Lerc2.h): little-endian, without padding. */
export type LercHeader = {
  readonly height: number;
  readonly width: number;
  /** Values of a pixel. */
  readonly dims: number;
  readonly valid: number;
  /** Pixels of a micro block's side. */
  readonly side: number;
  readonly bytes: number;
  readonly type: number;
  readonly maxZError: number;
  readonly zMin: number;
  readonly zMax: number;
};

const KEY = "Lerc2 ";
const VERSION = 4;
const HEADER_BYTES = 66;

/** The header of the blob that starts at a byte; undefined where none does, or one of another version. */
export const lercHeader = (bytes: Uint8Array, at: number): LercHeader | undefined => {
  if (bytes.length - at < HEADER_BYTES) return undefined;
  const view = new DataView(bytes.buffer, bytes.byteOffset + at, HEADER_BYTES);
  const isLerc = Array.from(KEY, (letter) => letter.charCodeAt(0)).every((code, i) => view.getUint8(i) === code);
  if (!isLerc || view.getInt32(6, true) !== VERSION) return undefined;
  const [height, width, dims, valid, side, size, type] = Array.from({ length: 7 }, (_, i) =>
    view.getInt32(14 + 4 * i, true),
  ) as [number, number, number, number, number, number, number];
  const [maxZError, zMin, zMax] = Array.from({ length: 3 }, (_, i) => view.getFloat64(42 + 8 * i, true)) as [
    number,
    number,
    number,
  ];
  return size >= HEADER_BYTES && size <= bytes.length - at
    ? { height, width, dims, valid, side, bytes: size, type, maxZError, zMin, zMax }
    : undefined;
};
