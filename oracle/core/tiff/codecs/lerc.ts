import { samplesTogether, unpackedForm } from "../block-layout.ts";
import type { BlockLayout } from "../block-layout.ts";
import type { Core } from "../../wasm/core.ts";
import { inflate, INFLATE_SLACK_BYTES } from "./inflate.ts";
import { lercHeader } from "./lerc-header.ts";
import type { LercHeader } from "./lerc-header.ts";
import type { Codecs, Decompress } from "./unpack-block.ts";
import { withStored } from "./with-stored.ts";

/** Lerc2's numbers of sample types, by kind and bits. */
const TYPES: Readonly<Record<string, number>> = {
  int8: 0,
  uint8: 1,
  int16: 2,
  uint16: 3,
  int32: 4,
  uint32: 5,
  float32: 6,
  float64: 7,
};

const RULES = {
  wrapping: "what is around a LERC blob unpacks to no more than a third above its samples",
  header: "a LERC block holds blobs of version 4, whole, of its width, height, type and samples, and nothing else",
  blob: "a LERC blob keeps its checksum and holds a value for each valid pixel",
} as const;

/** What libtiff 4.5 allows a wrapped blob (tif_lerc.c), so that no writer gives more. */
const mostBytes = (samplesBytes: number): number => 256 + samplesBytes + Math.floor(samplesBytes / 3);

const asStored: Decompress = (stored) => stored;

const inflateBy =
  (core: Core): Decompress =>
  (stored, most) => {
    const mark = core.mark();
    const at = core.alloc(most + INFLATE_SLACK_BYTES);
    const size = inflate(core, stored, at, most);
    const bytes = size === undefined ? undefined : core.u8(at, size).slice();
    core.release(mark);
    return bytes;
  };

/** The blob's alpha is its mask: 255 where valid (tif_lerc.c). */
const writeAlpha = (core: Core, mask: number, pixels: number, to: number, samples: number): void => {
  const [bits, values] = [core.u8(mask, Math.ceil(pixels / 8)), core.f32(to, pixels * samples)];
  for (let pixel = 0; pixel < pixels; pixel += 1) {
    const isValid = ((bits[pixel >> 3] as number) & (128 >> (pixel & 7))) !== 0;
    values[pixel * samples + samples - 1] = isValid ? 255 : 0;
  }
};

/**
 * The headers of a block's blobs: one that holds all samples of a pixel, one without the alpha that its mask stands for,
 * or one for each sample, with masks of their own; undefined where they are not the block's.
 */
const headersOf = (blobs: Uint8Array, layout: BlockLayout, rows: number): readonly LercHeader[] | undefined => {
  const samples = samplesTogether(layout);
  const type = TYPES[`${layout.kind}${layout.bits}`];
  const headers: LercHeader[] = [];
  for (let at = 0; at < blobs.length;) {
    const header = lercHeader(blobs, at);
    if (header === undefined || headers.length === samples) return undefined;
    const { height, width, valid } = header;
    if (height !== rows || width !== layout.blockWidth || header.type !== type) return undefined;
    if (valid < 0 || valid > width * height || header.dims !== (headers[0] ?? header).dims) return undefined;
    headers.push(header);
    at += header.bytes;
  }
  const dims = headers[0]?.dims;
  const isAlphaMask = layout.hasAlpha && type === TYPES.uint8 && samples > 1 && dims === samples - 1;
  const isWhole = dims === samples || isAlphaMask ? headers.length === 1 : dims === 1 && headers.length === samples;
  return isWhole ? headers : undefined;
};

/**
 * Unpacks a block of LERC blobs (TIFF compression 34887) as floats, NaN where a pixel is not valid. GDAL gives NaN for
 * floats and 0 for integers there; a value that was never stored is not observed, whatever its type.
 *
 * Headers are held against the block before anything is decoded.
 *
 * Not by Esri's package `lerc` (4.2.0), which gives the same values: it fetches its WebAssembly, or imports Node's modules
 * to read the file, and a program has neither imports nor network.
 *
 * @param to where the block's samples go, in the form of `unpackedForm`.
 * @returns the rule that the block breaks; undefined where it is whole.
 * @throws SixfoldError WASM_MEMORY
 */
export const unpackLerc = (
  core: Core,
  stored: Uint8Array,
  to: number,
  layout: BlockLayout,
  rows: number,
  { unzstd }: Codecs,
): string | undefined => {
  const samples = samplesTogether(layout);
  const pixels = rows * layout.blockWidth;
  const most = mostBytes((pixels * samples * layout.bits) / 8);
  const unwrap: Decompress = { 0: asStored, 1: inflateBy(core), 2: unzstd }[layout.lercWrapping];
  const bytes = unwrap(stored, most);
  if (bytes === undefined) return RULES.wrapping;
  const headers = headersOf(bytes, layout, rows);
  if (headers === undefined) return RULES.header;

  const { bits } = unpackedForm(layout);
  (bits === 32 ? core.f32(to, pixels * samples) : core.f64(to, pixels * samples)).fill(NaN);
  const mark = core.mark();
  const mask = core.alloc(Math.ceil(pixels / 8));
  core.u8(mask, Math.ceil(pixels / 8)).fill(0);
  const areWhole = withStored(core, bytes, (from) => {
    let at = from;
    return headers.every(({ bytes: length, type, width, height, dims, side, valid, maxZError, zMin, zMax }, band) => {
      const blob = at;
      const dst = to + (band * bits) / 8;
      at += length;
      return (
        core.run.lerc(
          blob,
          length,
          type,
          width,
          height,
          dims,
          side,
          valid,
          maxZError,
          zMin,
          zMax,
          mask,
          dst,
          samples,
        ) === 1
      );
    });
  });
  const isAlphaMask = headers.length === 1 && (headers[0] as LercHeader).dims < samples;
  if (areWhole && isAlphaMask) writeAlpha(core, mask, pixels, to, samples);
  core.release(mark);
  return areWhole ? undefined : RULES.blob;
};
