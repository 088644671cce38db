import { SixfoldError } from "../../errors.ts";
import type { BandSource, BlockPlace } from "../band-source.ts";
import { unpackedBytes } from "../block-layout.ts";
import type { TiffCompression } from "../block-layout.ts";
import type { Core } from "../../wasm/core.ts";
import { inflate, INFLATE_SLACK_BYTES } from "./inflate.ts";
import { unpackLerc } from "./lerc.ts";
import { withStored } from "./with-stored.ts";

/**
 * Decompresses to at most so many bytes, at least one; undefined where the stream is corrupt, cut short, fails its
 * checksum, gives nothing or gives more, at which it stops.
 */
export type Decompress = (stored: Uint8Array, most: number) => Uint8Array | undefined;

/** Decompressors that each kind of thread has of its own; the core has the others. */
export type Codecs = {
  /** Zstandard frames (RFC 8878). */
  readonly unzstd: Decompress;
};

/** Decompresses to exactly `size` bytes at `to` of the core's memory; false where it can not. */
type Unpack = (core: Core, stored: Uint8Array, to: number, size: number, codecs: Codecs) => boolean;

const place = (core: Core, bytes: Uint8Array | undefined, to: number, size: number): boolean => {
  if (bytes?.length !== size) return false;
  core.u8(to, size).set(bytes);
  return true;
};

const UNPACK: Readonly<Record<Exclude<TiffCompression, 34887>, Unpack>> = {
  1: (core, stored, to, size) => place(core, stored.subarray(0, size), to, size),
  5: (core, stored, to, size) => withStored(core, stored, (from, length) => core.run.lzw(from, length, to, size) === 1),
  8: (core, stored, to, size) => inflate(core, stored, to, size) === size,
  32773: (core, stored, to, size) =>
    withStored(core, stored, (from, length) => core.run.packBits(from, length, to, size) === 1),
  50000: (core, stored, to, size, { unzstd }) => place(core, unzstd(stored, size), to, size),
};

/**
 * Unpacks one strip or tile, predictor and byte order as stored, into the core's memory.
 *
 * The `geotiff` package's decoders (3.0.5) are not used: they gather whatever a block expands to.
 *
 * @returns where its rows start; they are of the layout's block width and all samples that lie together.
 * @throws SixfoldError TIFF_CORRUPT where it does not give exactly the bytes that it must; WASM_MEMORY
 */
export const unpackBlock = (
  core: Core,
  { href, layout }: BandSource,
  { index, height }: BlockPlace,
  stored: Uint8Array,
  codecs: Codecs,
): number => {
  const size = unpackedBytes(layout, height);
  const at = core.alloc(size + INFLATE_SLACK_BYTES);
  const broken =
    layout.compression === 34887
      ? unpackLerc(core, stored, at, layout, height, codecs)
      : UNPACK[layout.compression](core, stored, at, size, codecs)
        ? undefined
        : "a block decodes to exactly its declared size";
  if (broken !== undefined) {
    throw new SixfoldError({
      code: "TIFF_CORRUPT",
      failure: "check",
      field: `${href}#block/${index}`,
      value: { stored: stored.length, size },
      rule: broken,
    });
  }
  return at;
};
