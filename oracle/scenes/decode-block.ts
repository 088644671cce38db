import { inflateExactly } from "./inflate.ts";
import { lzwExactly } from "./lzw.ts";
import type { TiffLayout } from "./tiff-layout.ts";

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
export const decodeBlock = (
  layout: TiffLayout,
  stored: Uint8Array,
  rows: number,
  littleEndian: boolean,
): Uint8Array | undefined => {
  const stride = layout.planar ? 1 : layout.samples;
  const rowSamples = layout.blockWidth * stride;
  const size = rows * rowSamples * layout.bytesPerSample;
  const bytes =
    layout.compression === 8
      ? inflateExactly(stored, size)
      : layout.compression === 5
        ? lzwExactly(stored, size)
        : stored.length >= size
          ? stored.slice(0, size)
          : undefined;
  if (bytes === undefined) return undefined;
  if (layout.predictor === 2) undoHorizontal(bytes, rows, rowSamples, stride, layout.bytesPerSample, littleEndian);
  if (layout.predictor === 3) undoFloatingPoint(bytes, rows, rowSamples, stride, layout.bytesPerSample, littleEndian);
  return bytes;
};
