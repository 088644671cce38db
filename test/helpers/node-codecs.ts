import { zstdDecompressSync } from "node:zlib";

import type { Codecs } from "../../oracle/core/tiff/codecs/unpack-block.ts";

/** The least piece that Node takes. */
const MIN_PIECE_BYTES = 64;

/** Another decoder to hold ours to: Node's own Zstandard, in one piece of the most that is wanted: a longer stream is refused as soon as it passes it. */
export const nodeCodecs: Codecs = {
  unzstd: (stored, most) => {
    try {
      const limits = { maxOutputLength: most, chunkSize: Math.max(MIN_PIECE_BYTES, most) };
      const bytes = zstdDecompressSync(stored, limits);
      return bytes.length > 0 ? bytes : undefined;
    } catch {
      // A corrupt stream and one that is too long are refused alike; the block that held it is named by the caller.
      return undefined;
    }
  },
};
