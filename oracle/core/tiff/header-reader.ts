import { refused } from "../errors.ts";
import type { ByteRange, Transport } from "../scenes/types.ts";

export type HeaderReader = {
  /** Holds a range against the file and against all that was declared before. @throws as `read` */
  readonly declare: (range: ByteRange) => void;
  /** Bytes of a declared range. @throws SixfoldError TIFF_TRUNCATED, TIFF_TAG, and what the transport throws */
  readonly read: (range: ByteRange) => Promise<DataView>;
};

/** All that one header may ask for: four million tile offsets of a BigTIFF. */
const MAX_HEADER_BYTES = 32 * 2 ** 20;

/**
 * Reads pieces of a file's header. What they hold together is limited, and counted before anything of it is read: a
 * directory may declare whatever it likes.
 *
 * @param size bytes of the whole file
 */
export const headerReader = (href: string, size: number, transport: Transport, signal?: AbortSignal): HeaderReader => {
  let declared = 0;
  return {
    declare: ({ start, end }) => {
      declared += end - start;
      if (!Number.isSafeInteger(declared) || declared > MAX_HEADER_BYTES)
        throw refused("TIFF_TAG", href, { start, end }, `a header holds at most ${MAX_HEADER_BYTES} bytes`);
      if (!Number.isSafeInteger(start) || start < 0 || end > size)
        throw refused("TIFF_TRUNCATED", href, { start, end, size }, "everything a TIFF points to lies inside the file");
    },
    read: async (range) => {
      const { buffer, byteOffset, byteLength } = await transport.read(href, range, signal);
      return new DataView(buffer, byteOffset, byteLength);
    },
  };
};
