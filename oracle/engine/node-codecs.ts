import { zstdDecompressSync } from "node:zlib";

import type { Codecs, Decompress } from "../raster/codecs/unpack-block.ts";

type Native = (
  stored: Uint8Array,
  limits: { readonly maxOutputLength: number; readonly chunkSize: number },
) => Uint8Array;

/** The least piece that zlib takes. */
const MIN_PIECE_BYTES = 64;

/** In one piece of exactly the size wanted: a longer stream is refused as soon as it passes it. */
const exactly =
  (native: Native): Decompress =>
  (stored, size) => {
    try {
      const bytes = native(stored, { maxOutputLength: size, chunkSize: Math.max(MIN_PIECE_BYTES, size) });
      return bytes.length === size ? bytes : undefined;
    } catch {
      return undefined;
    }
  };

/** Node's own Zstandard. */
export const nodeCodecs: Codecs = { unzstd: exactly(zstdDecompressSync) };
