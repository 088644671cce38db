import type { Grid } from "../../../grid/types.ts";
import type { Window } from "../../../grid/window.ts";
import { pixelAreas } from "../../../grid/pixel-area.ts";
import { groundMask } from "../../../ground/ground-mask.ts";
import type { Block } from "../../../ground/types.ts";
import type { Kernel } from "../../../raster/kernel.ts";
import { AREA, joinCells, PIXELS, SEEN_AREA, SUMS, UNITS_PER_M2 } from "./cells-seen.ts";
import type { CellsSeen } from "./cells-seen.ts";

/** What a worker must know of one window. */
export type CellWindow = {
  readonly grid: Grid;
  readonly window: Window;
  /** Blocks that may claim a pixel of the window. */
  readonly ground: readonly Block[];
  readonly cellPx: number;
  /** Lowest and highest value that is a height, m. */
  readonly least: number;
  readonly most: number;
  readonly looks: number;
};

/** Centimetres, to which heights are rounded: whole numbers, whose sums are exact. */
const PER_METRE = 100;

/**
 * Heights of all looks averaged in cells, claimed pixels (L2) apart from the others. A pixel counts as seen where every look
 * saw it, so that no difference of two means compares other ground.
 */
export const cellKernel: Kernel<CellWindow, CellsSeen> = {
  id: "forest-height-cells",
  open: (core, _, { grid, window, ground, cellPx, least, most, looks }) => {
    const mask = groundMask(grid, window, ground);
    const areasM2 = pixelAreas(grid, window);
    const [left, top] = [Math.floor(window.col / cellPx), Math.floor(window.row / cellPx)];
    const columns = Math.floor((window.col + window.width - 1) / cellPx) - left + 1;
    const rows = Math.floor((window.row + window.height - 1) / cellPx) - top + 1;
    const width = SUMS + looks;
    const values = new Float64Array(2 * columns * rows * width);
    let [strangePixels, knownPixels] = [0, 0];
    return {
      strip: (_step, { firstRow, rows: count, width: pixels, bands }) => {
        const planes = bands.map((at) => core.f32(at, count * pixels));
        for (let k = 0, at = firstRow * pixels; k < count * pixels; k += 1, at += 1) {
          const col = Math.floor((window.col + (at % pixels)) / cellPx) - left;
          const row = Math.floor((window.row + Math.floor(at / pixels)) / cellPx) - top;
          const start = (2 * (row * columns + col) + (mask[at] as number)) * width;
          const area = Math.round((areasM2[at] as number) * UNITS_PER_M2);
          values[start + AREA]! += area;
          let [isSeen, isStrange] = [true, false];
          for (const plane of planes) {
            const height = plane[k] as number;
            if (height >= least && height <= most) continue;
            isSeen = false;
            if (!Number.isNaN(height)) isStrange = true;
          }
          if (isStrange) strangePixels += 1;
          if (!isSeen) continue;
          knownPixels += 1;
          values[start + SEEN_AREA]! += area;
          values[start + PIXELS]! += 1;
          planes.forEach((plane, look) => {
            values[start + SUMS + look]! += Math.round((plane[k] as number) * PER_METRE);
          });
        }
      },
      close: () => {
        const keys: number[] = [];
        const kept: number[] = [];
        const across = Math.ceil(grid.width / cellPx);
        for (let place = 0; place < 2 * columns * rows; place += 1) {
          if (values[place * width + AREA] === 0) continue;
          const cell = place >> 1;
          const [col, row] = [left + (cell % columns), top + Math.floor(cell / columns)];
          keys.push(2 * (row * across + col) + (place & 1));
          for (let k = 0; k < width; k += 1) kept.push(values[place * width + k] as number);
        }
        return {
          keys: Float64Array.from(keys),
          values: Float64Array.from(kept),
          width,
          strangePixels,
          knownPixels,
        };
      },
    };
  },
  merge: joinCells,
};
