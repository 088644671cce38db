import { SceneError } from "../../errors.ts";
import type { BandSource, BlockPlace } from "../band-source.ts";
import type { Core } from "../wasm/core.ts";
import { inflate } from "./inflate.ts";
import { lzwExactly } from "./lzw.ts";
import { packBitsExactly } from "./pack-bits.ts";

/**
 * Decompresses to exactly `size` bytes and stops as soon as there are more; undefined where the stream is corrupt,
 * short, long or fails its checksum.
 */
export type Decompress = (stored: Uint8Array, size: number) => Uint8Array | undefined;

/** Decompressors that each kind of thread has of its own; the core has the others. */
export type Codecs = {
  /** Zstandard frames (RFC 8878). */
  readonly unzstd: Decompress;
};

const asStored: Decompress = (stored, size) => (stored.length >= size ? stored.subarray(0, size) : undefined);

/** The same, to where it says in the core's memory. */
type Unpack = (core: Core, stored: Uint8Array, size: number) => number | undefined;

const unpackBy =
  (decompress: Decompress): Unpack =>
  (core, stored, size) => {
    const bytes = decompress(stored, size);
    if (bytes?.length !== size) return undefined;
    const at = core.alloc(size);
    core.u8(at, size).set(bytes);
    return at;
  };

/**
 * Unpacks one strip or tile, predictor and byte order as stored, into the core's memory.
 *
 * The `geotiff` package's decoders (3.0.5) are not used: they gather whatever a block expands to.
 *
 * @returns where its rows start; they are of the layout's block width and all samples that lie together.
 * @throws SceneError SCENE_CORRUPT where it does not give exactly the bytes that it must; RASTER_MEMORY
 */
export const unpackBlock = (
  core: Core,
  { href, layout }: BandSource,
  { index, width, height }: BlockPlace,
  stored: Uint8Array,
  { unzstd }: Codecs,
): number => {
  const size = width * height * layout.bytesPerSample * (layout.planar ? 1 : layout.samples);
  const unpack = {
    1: unpackBy(asStored),
    5: unpackBy(lzwExactly),
    8: inflate,
    32773: unpackBy(packBitsExactly),
    50000: unpackBy(unzstd),
  }[layout.compression];
  const at = unpack(core, stored, size);
  if (at === undefined) {
    throw new SceneError({
      code: "SCENE_CORRUPT",
      failure: "check",
      field: `${href}#block/${index}`,
      value: { stored: stored.length, size },
      rule: "a block decodes to exactly its declared size",
    });
  }
  return at;
};
