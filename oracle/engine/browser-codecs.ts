import { unzlibSync } from "fflate";
import { ZSTDDecoder } from "zstddec";

import type { Codecs, Decompress } from "../raster/codecs/unpack-block.ts";
import { zstdFrameBytes } from "./zstd-frame.ts";

/** The largest prime below 2^16, and the most bytes whose Adler-32 sums stay below 2^32 (RFC 1950, sections 8.2 and 9). */
const ADLER_BASE = 65_521;
const ADLER_RUN = 5552;

const adler32 = (bytes: Uint8Array): number => {
  let [low, high] = [1, 0];
  for (let start = 0; start < bytes.length; start += ADLER_RUN) {
    for (const byte of bytes.subarray(start, start + ADLER_RUN)) {
      low += byte;
      high += low;
    }
    low %= ADLER_BASE;
    high %= ADLER_BASE;
  }
  return high * 2 ** 16 + low;
};

/** Into a piece of one byte more than wanted: what a longer stream holds beyond it is not kept. */
const inflate: Decompress = (stored, size) => {
  try {
    const bytes = unzlibSync(stored, { out: new Uint8Array(size + 1) });
    const { byteLength, byteOffset, buffer } = stored;
    const stated = new DataView(buffer, byteOffset, byteLength).getUint32(byteLength - 4);
    return bytes.length === size && adler32(bytes) === stated ? bytes : undefined;
  } catch {
    return undefined;
  }
};

/**
 * What a browser's thread has for decompressors. Zstandard is the reference decoder compiled to WebAssembly, which
 * writes at most the size given and gives nothing where it fails. Like Node's it is given the first frame alone, and
 * what follows is not looked at.
 */
export const browserCodecs = async (): Promise<Codecs> => {
  const zstd = new ZSTDDecoder();
  await zstd.init();
  return {
    inflate,
    unzstd: (stored, size) => {
      const frame = zstdFrameBytes(stored);
      if (frame === undefined) return undefined;
      const bytes = zstd.decode(stored.subarray(0, frame), size);
      return bytes.length === size ? bytes : undefined;
    },
  };
};
