import { promisify } from "node:util";
import { inflate, zstdDecompress } from "node:zlib";

type Codec = (
  stored: Uint8Array,
  limits: { readonly maxOutputLength: number; readonly chunkSize: number },
) => Promise<Uint8Array>;

/** Output comes in pieces of at most this size. */
const MAX_PIECE_BYTES = 2 ** 20;
/** The least piece that zlib takes. */
const MIN_PIECE_BYTES = 64;

const exactly =
  (codec: Codec) =>
  async (stored: Uint8Array, size: number): Promise<Uint8Array | undefined> => {
    const chunkSize = Math.max(MIN_PIECE_BYTES, Math.min(size, MAX_PIECE_BYTES));
    const bytes = await codec(stored, { maxOutputLength: size, chunkSize }).catch(() => undefined);
    // Not the Buffer itself, whose `slice` is no copy.
    return bytes?.length === size ? new Uint8Array(bytes.buffer, bytes.byteOffset, size) : undefined;
  };

/**
 * Inflates a zlib stream (RFC 1950) of known size on Node's thread pool and checks its Adler-32. It stops as soon as
 * more comes out than `size`.
 *
 * @returns undefined where the stream is corrupt, short, long or fails its checksum.
 */
export const inflateExactly = exactly(promisify(inflate));

/** The same for Zstandard frames (RFC 8878). */
export const zstdExactly = exactly(promisify(zstdDecompress));
