import { Unzlib } from "fflate";

const ADLER_BASE = 65521;
/** Most bytes summed before the 32-bit-safe remainder must be taken (zlib's NMAX). */
const ADLER_RUN = 5552;
const INPUT_BYTES = 16_384;

/** Adler-32, RFC 1950 section 9. */
export const adler32 = (bytes: Uint8Array): number => {
  let a = 1;
  let b = 0;
  for (let i = 0; i < bytes.length;) {
    for (const end = Math.min(i + ADLER_RUN, bytes.length); i < end; i += 1) {
      a += bytes[i] as number;
      b += a;
    }
    a %= ADLER_BASE;
    b %= ADLER_BASE;
  }
  return b * 65536 + a;
};

/**
 * Inflates a zlib stream of known size (RFC 1950) and checks its Adler-32. It stops as soon as more comes out than
 * `size`, so a bomb costs at most one input slice of 16 KiB.
 *
 * @returns undefined where the stream is corrupt, short, long or fails its checksum.
 */
export const inflateExactly = (compressed: Uint8Array, size: number): Uint8Array | undefined => {
  const out = new Uint8Array(size);
  let at = 0;
  const stream = new Unzlib((piece) => {
    if (at + piece.length <= size) out.set(piece, at);
    at += piece.length;
  });
  try {
    for (let from = 0; from < compressed.length && at <= size; from += INPUT_BYTES) {
      const until = Math.min(from + INPUT_BYTES, compressed.length);
      stream.push(compressed.subarray(from, until), until === compressed.length);
    }
  } catch {
    return undefined;
  }
  if (at !== size || compressed.length < 6) return undefined;
  const end = compressed.length;
  const stated = new DataView(compressed.buffer, compressed.byteOffset).getUint32(end - 4);
  return stated === adler32(out) ? out : undefined;
};
