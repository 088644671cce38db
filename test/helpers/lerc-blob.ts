/** The header of a Lerc2 blob and what follows it; each may lie. */
export type LercParts = {
  readonly key: string;
  readonly version: number;
  readonly height: number;
  readonly width: number;
  readonly dims: number;
  readonly valid: number;
  readonly side: number;
  readonly type: number;
  /** What the header says of the blob's bytes; undefined for the truth. */
  readonly bytes: number | undefined;
  readonly maxZError: number;
  readonly zMin: number;
  readonly zMax: number;
  /** What the mask says of its bytes; undefined for the truth. */
  readonly maskBytes: number | undefined;
  readonly mask: Uint8Array;
  readonly body: Uint8Array;
};

const HEADER_BYTES = 66;
const UNCHECKED_BYTES = 14;

/** Fletcher's checksum of 32 bits, word by word. */
const fletcher32 = (bytes: Uint8Array): number => {
  const words = Array.from(
    { length: Math.ceil(bytes.length / 2) },
    (_, i) => bytes[2 * i]! * 256 + (bytes[2 * i + 1] ?? 0),
  );
  let [low, high] = [0, 0];
  for (const word of words) {
    low = (low + word) % 65535;
    high = (high + low) % 65535;
  }
  // Started from 0xffff and folded, a sum that is not empty is never 0.
  return ((high || 65535) * 65536 + (low || 65535)) >>> 0;
};

/** Writes the checksum that the blob ought to have. */
export const mended = (blob: Uint8Array): Uint8Array => {
  const copy = blob.slice();
  if (copy.length < HEADER_BYTES) return copy;
  new DataView(copy.buffer).setUint32(10, fletcher32(copy.subarray(UNCHECKED_BYTES)), true);
  return copy;
};

export const lercBlob = (parts: LercParts): Uint8Array => {
  const blob = new Uint8Array(HEADER_BYTES + 4 + parts.mask.length + parts.body.length);
  const view = new DataView(blob.buffer);
  blob.set(Array.from(parts.key, (letter) => letter.charCodeAt(0)));
  view.setInt32(6, parts.version, true);
  const { height, width, dims, valid, side, bytes = blob.length, type } = parts;
  [height, width, dims, valid, side, bytes, type].forEach((value, i) => view.setInt32(14 + 4 * i, value, true));
  [parts.maxZError, parts.zMin, parts.zMax].forEach((value, i) => view.setFloat64(42 + 8 * i, value, true));
  view.setInt32(HEADER_BYTES, parts.maskBytes ?? parts.mask.length, true);
  blob.set(parts.mask, HEADER_BYTES + 4);
  blob.set(parts.body, HEADER_BYTES + 4 + parts.mask.length);
  return mended(blob);
};

export const bytesOf = (...values: readonly number[]): Uint8Array => Uint8Array.from(values);
export const joined = (...parts: readonly Uint8Array[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((part) => [...part]));
export const words16 = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint16Array.from(values).buffer);
export const words32 = (...values: readonly number[]): Uint8Array => new Uint8Array(Uint32Array.from(values).buffer);
