import { pixelAreas } from "../../../grid/pixel-area.ts";
import type { Grid } from "../../../grid/types.ts";
import type { Window } from "../../../grid/window.ts";
import { groundMask } from "../../../ground/ground-mask.ts";
import type { Block } from "../../../ground/types.ts";
import { AREA, PIXELS, SEEN_AREA, SUMS, UNITS_PER_M2 } from "./cells-seen.ts";
import type { CellsSeen } from "./cells-seen.ts";
import type { PerAxis } from "./lattice.ts";

/** What a worker must know of one window to sum its pixels in cells. */
export type CellWindow = {
  readonly grid: Grid;
  readonly window: Window;
  /** Blocks that may claim a pixel of the window. */
  readonly ground: readonly Block[];
  readonly cellPx: PerAxis;
};

/** What a pixel shows: whole numbers, one a band, whose sums are exact; or why it is not seen. */
export type Pixel = Float64Array | "unseen" | "strange";

export type CellSums = {
  /** @param at place of the pixel in its window, in reading order. */
  readonly add: (at: number, pixel: Pixel) => void;
  readonly close: () => CellsSeen;
};

/** Sums of bands over the cells of a window, claimed pixels (L2) apart from the others. */
export const cellSums = ({ grid, window, ground, cellPx: [across, down] }: CellWindow, bands: number): CellSums => {
  const mask = groundMask(grid, window, ground);
  const areasM2 = pixelAreas(grid, window);
  const [left, top] = [Math.floor(window.col / across), Math.floor(window.row / down)];
  const columns = Math.floor((window.col + window.width - 1) / across) - left + 1;
  const rows = Math.floor((window.row + window.height - 1) / down) - top + 1;
  const width = SUMS + bands;
  const values = new Float64Array(2 * columns * rows * width);
  let [strangePixels, knownPixels] = [0, 0];
  return {
    add: (at, pixel) => {
      const col = Math.floor((window.col + (at % window.width)) / across) - left;
      const row = Math.floor((window.row + Math.floor(at / window.width)) / down) - top;
      const start = (2 * (row * columns + col) + (mask[at] as number)) * width;
      const area = Math.round((areasM2[at] as number) * UNITS_PER_M2);
      values[start + AREA]! += area;
      if (pixel === "strange") strangePixels += 1;
      if (typeof pixel === "string") return;
      knownPixels += 1;
      values[start + SEEN_AREA]! += area;
      values[start + PIXELS]! += 1;
      for (let band = 0; band < bands; band += 1) values[start + SUMS + band]! += pixel[band] as number;
    },
    close: () => {
      const keys: number[] = [];
      const kept: number[] = [];
      const columnsOfGrid = Math.ceil(grid.width / across);
      for (let place = 0; place < 2 * columns * rows; place += 1) {
        if (values[place * width + AREA] === 0) continue;
        const cell = place >> 1;
        const [col, row] = [left + (cell % columns), top + Math.floor(cell / columns)];
        keys.push(2 * (row * columnsOfGrid + col) + (place & 1));
        for (let k = 0; k < width; k += 1) kept.push(values[place * width + k] as number);
      }
      return { keys: Float64Array.from(keys), values: Float64Array.from(kept), width, strangePixels, knownPixels };
    },
  };
};
