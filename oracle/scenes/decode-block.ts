import { lzwExactly } from "./lzw.ts";
import { inflateExactly, zstdExactly } from "./native-inflate.ts";
import { packBitsExactly } from "./pack-bits.ts";
import type { TiffCompression, TiffLayout } from "./tiff-layout.ts";

type Unpack = (stored: Uint8Array, size: number) => Uint8Array | undefined | Promise<Uint8Array | undefined>;

/**
 * Each stops at the declared size. The `geotiff` package's decoders (3.0.5) do not, and so are not used: they gather
 * whatever a block expands to, LZW runs out of memory on code 4094 of a full table, PackBits repeats on header -128,
 * JPEG and LERC (3.0.0) reserve the picture or code table that a block declares, and LERC's mask is lost.
 */
const UNPACK: Readonly<Record<TiffCompression, Unpack>> = {
  1: (stored, size) => (stored.length >= size ? stored.slice(0, size) : undefined),
  5: lzwExactly,
  8: inflateExactly,
  32773: packBitsExactly,
  50000: zstdExactly,
};

/** Sums neighbours back, per row and sample (TIFF 6.0 section 14). */
const undoHorizontal = (
  bytes: Uint8Array,
  rows: number,
  rowSamples: number,
  stride: number,
  width: 1 | 2 | 4 | 8,
  little: boolean,
): void => {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let row = 0; row < rows; row += 1) {
    for (let i = stride; i < rowSamples; i += 1) {
      const at = (row * rowSamples + i) * width;
      const before = at - stride * width;
      if (width === 1) view.setUint8(at, view.getUint8(at) + view.getUint8(before));
      else if (width === 2) view.setUint16(at, view.getUint16(at, little) + view.getUint16(before, little), little);
      else view.setUint32(at, view.getUint32(at, little) + view.getUint32(before, little), little);
    }
  }
};

/** Adobe TIFF Technical Note 3: bytes of a row are split by significance, high byte first, then differenced. */
const undoFloatingPoint = (
  bytes: Uint8Array,
  rows: number,
  rowSamples: number,
  stride: number,
  width: number,
  little: boolean,
): void => {
  const rowBytes = rowSamples * width;
  for (let row = 0; row < rows; row += 1) {
    const line = bytes.subarray(row * rowBytes, (row + 1) * rowBytes);
    for (let i = stride; i < rowBytes; i += 1) line[i] = (line[i] as number) + (line[i - stride] as number);
    const planes = line.slice();
    for (let i = 0; i < rowSamples; i += 1) {
      for (let byte = 0; byte < width; byte += 1) {
        const plane = little ? width - 1 - byte : byte;
        line[i * width + byte] = planes[plane * rowSamples + i] as number;
      }
    }
  }
};

/**
 * Decodes one strip or tile into plain samples in the file's byte order.
 *
 * @param rows rows the block holds: fewer than the layout's in the last strip.
 * @returns undefined where the block is corrupt or too short.
 */
export const decodeBlock = async (
  layout: TiffLayout,
  stored: Uint8Array,
  rows: number,
  littleEndian: boolean,
): Promise<Uint8Array | undefined> => {
  const stride = layout.planar ? 1 : layout.samples;
  const rowSamples = layout.blockWidth * stride;
  const size = rows * rowSamples * layout.bytesPerSample;
  const bytes = await UNPACK[layout.compression](stored, size);
  if (bytes === undefined) return undefined;
  if (layout.predictor === 2) undoHorizontal(bytes, rows, rowSamples, stride, layout.bytesPerSample, littleEndian);
  if (layout.predictor === 3) undoFloatingPoint(bytes, rows, rowSamples, stride, layout.bytesPerSample, littleEndian);
  return bytes;
};
