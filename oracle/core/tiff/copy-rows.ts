import type { BandSource } from "./band-source.ts";
import { samplesTogether, unpackedForm } from "./block-layout.ts";
import type { BlockLayout } from "./block-layout.ts";
import type { Core } from "../wasm/core.ts";
import type { Window } from "../grid/window.ts";

/** Numbers of stored types in assembly/rows.ts, by the bytes that hold a sample. */
const KINDS: Readonly<Record<BlockLayout["kind"], Readonly<Record<number, number>>>> = {
  uint: { 1: 0, 2: 2, 4: 4, 8: 6 },
  int: { 1: 1, 2: 3, 4: 5, 8: 7 },
  float: { 2: 8, 4: 9, 8: 10 },
};

/** Bytes of the smallest whole type that holds so many bits. */
const bytesFor = (bits: number): number => (bits <= 8 ? 1 : bits <= 16 ? 2 : bits <= 32 ? 4 : 8);

/**
 * Turns what an unpacked block holds of a strip into float32 physical values; the rest of the strip stays as it is.
 *
 * @param block where it lies on the plan's grid, and at which byte of the core's memory.
 * @param to where the strip's row-major float32 values start.
 */
export const copyRows = (
  core: Core,
  { layout, littleEndian, sample, scale, offset, nodata }: BandSource,
  block: Window & { readonly at: number },
  strip: Window,
  to: number,
): void => {
  const left = Math.max(block.col, strip.col);
  const top = Math.max(block.row, strip.row);
  const right = Math.min(block.col + block.width, strip.col + strip.width);
  const bottom = Math.min(block.row + block.height, strip.row + strip.height);
  if (left >= right || top >= bottom) return;
  const { kind, bits, predictor } = unpackedForm(layout);
  const bytes = bytesFor(bits);
  const stride = samplesTogether(layout);
  const rowSamples = layout.blockWidth * stride;
  const mark = core.mark();
  const scratch = core.alloc(3 * rowSamples * bytes);
  core.run.rows(
    KINDS[kind][bytes] as number,
    bits,
    predictor,
    littleEndian ? 0 : 1,
    block.at,
    top - block.row,
    bottom - top,
    rowSamples,
    stride,
    layout.planar ? 0 : sample,
    left - block.col,
    right - left,
    scratch,
    nodata.length,
    nodata[0] ?? NaN,
    nodata[1] ?? NaN,
    scale,
    offset,
    to + ((top - strip.row) * strip.width + (left - strip.col)) * 4,
    strip.width,
  );
  core.release(mark);
};
