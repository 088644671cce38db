import { refused } from "../scene-error.ts";
import type { Transport } from "../scenes/types.ts";

/** What `GeoTIFF.fromSource` reads from. */
export type BoundedSource = {
  readonly fetch: (slices: readonly Slice[]) => Promise<ArrayBuffer[]>;
  readonly fetchSlice: (slice: Slice) => Promise<Slice & { readonly data: ArrayBuffer }>;
  readonly fileSize: number;
  readonly close: () => Promise<void>;
};

type Slice = { readonly offset: number; readonly length: number };

/** All that one header may ask for: four million tile offsets of a BigTIFF. */
const MAX_HEADER_BYTES = 32 * 2 ** 20;

/**
 * A file's header as a source of the `geotiff` package, which asks for whatever a directory declares. What all requests
 * declare together is held against a limit before anything is read. A request that starts inside the file is cut at
 * its end: the package asks for more than a directory needs.
 *
 * @param size bytes of the whole file
 * @returns a source that throws SceneError SCENE_TRUNCATED, SCENE_TIFF_TAG, and what the transport throws
 */
export const boundedSource = (
  href: string,
  size: number,
  transport: Transport,
  signal?: AbortSignal,
): BoundedSource => {
  let asked = 0;
  const read = async ({ offset, length }: Slice): Promise<ArrayBuffer> => {
    asked += length;
    if (!Number.isSafeInteger(asked) || length < 1 || asked > MAX_HEADER_BYTES) {
      throw refused("TIFF_TAG", href, { offset, length }, `a header holds at most ${MAX_HEADER_BYTES} bytes`);
    }
    if (!Number.isSafeInteger(offset) || offset < 0 || offset >= size) {
      throw refused("TRUNCATED", href, { offset, length, size }, "everything a TIFF points to lies inside the file");
    }
    const bytes = await transport.read(href, { start: offset, end: Math.min(offset + length, size) }, signal);
    return new Uint8Array(bytes).buffer;
  };
  return {
    fetch: (slices) => Promise.all(slices.map(read)),
    fetchSlice: async (slice) => ({ ...slice, data: await read(slice) }),
    fileSize: size,
    close: async () => undefined,
  };
};
