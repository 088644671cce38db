import type { Core } from "../wasm/core.ts";

/** In place of an index: nothing was seen, or what the pixel holds can be no reflectance. Below any index. */
export const UNSEEN = -32768;
export const STRANGE = -32767;

/**
 * What surface reflectance may be written as: the valid range of Landsat Collection 2 level 2, DN 1 to 65,455 as
 * DN * 2.75e-5 - 0.2 (from memory). Digital numbers that nobody scaled, and percent, lie outside.
 */
const STATED_RANGE = { least: -0.2, most: 1.6 } as const;

/** Groups of four are written whole. */
const SPARE = 16;

/** Indices of a strip, in thousandths; views of the core's memory, good until it allocates again. */
export type BurnIndices = {
  readonly before: Int32Array;
  readonly after: Int32Array;
  /** dNBR: before - after. */
  readonly change: Int32Array;
};

/**
 * NBR = (NIR - SWIR) / (NIR + SWIR) before and after, and dNBR = NBR before - NBR after (Key and Benson 2006, FIREMON,
 * RMRS-GTR-164-CD), each operation in float32, times 1000 and rounded half to even.
 *
 * A pixel is seen where its four reflectances lie above 0 and up to 1 and their sum of each date reaches `darkest`:
 * below, as over water and in deep shade, the index is noise.
 *
 * @param bands where the strip's values start: NIR and SWIR before, NIR and SWIR after.
 * @param darkest least NIR + SWIR, thousandths of reflectance.
 */
export const burnIndices = (core: Core, bands: readonly number[], count: number, darkest: number): BurnIndices => {
  const [nirBefore, swirBefore, nirAfter, swirAfter] = bands as [number, number, number, number];
  const mark = core.mark();
  const [before, after, change] = [1, 2, 3].map(() => core.alloc(count * 4 + SPARE)) as [number, number, number];
  const { least, most } = STATED_RANGE;
  core.run.burnIndices(
    nirBefore,
    swirBefore,
    nirAfter,
    swirAfter,
    count,
    darkest / 1000,
    least,
    most,
    before,
    after,
    change,
  );
  core.release(mark);
  return { before: core.i32(before, count), after: core.i32(after, count), change: core.i32(change, count) };
};

/**
 * RdNBR = dNBR / sqrt(|NBR before|) (Miller and Thode 2007), all in thousandths, rounded to the nearest. An NBR before
 * of 0 counts as one thousandth.
 */
export const relativeChange = (change: number, before: number): number =>
  Math.round(change / Math.sqrt(Math.max(Math.abs(before), 1) / 1000));

/** RBR = dNBR / (NBR before + 1.001) (Parks, Dillon and Miller 2014), all in thousandths, rounded to the nearest. */
export const relativizedRatio = (change: number, before: number): number =>
  Math.round(change / (before / 1000 + 1.001));
