import type { Grid } from "./types.ts";

/** A rectangle of a grid, in its pixels: columns col to col + width - 1, rows row to row + height - 1. */
export type Window = {
  readonly col: number;
  readonly row: number;
  readonly width: number;
  readonly height: number;
};

/** How a file's blocks lie over a grid: one block starts at (col, row), which may lie outside. */
export type BlockLattice = {
  readonly col: number;
  readonly row: number;
  readonly blockWidth: number;
  readonly blockHeight: number;
};

/** Windows hold at least so many pixels where blocks are smaller: 256 x 256, a common tile. */
export const LEAST_WINDOW_PX = 2 ** 16;

/** All of a grid. */
export const wholeOf = ({ width, height }: Grid): Window => ({ col: 0, row: 0, width, height });

/** The window as a grid of its own. */
export const gridOf = (grid: Grid, { col, row, width, height }: Window): Grid => ({
  ...grid,
  originX: grid.originX + col * grid.pixelWidth,
  originY: grid.originY - row * grid.pixelHeight,
  width,
  height,
});

/** Whole blocks side by side until a window holds LEAST_WINDOW_PX, the shorter side first. */
const grown = ({ blockWidth, blockHeight }: BlockLattice, grid: Grid): readonly [width: number, height: number] => {
  let [width, height] = [blockWidth, blockHeight];
  while (width * height < LEAST_WINDOW_PX && (width < grid.width || height < grid.height)) {
    if (width < height && width < grid.width) width += blockWidth;
    else if (height < grid.height) height += blockHeight;
    else width += blockWidth;
  }
  return [width, height];
};

/**
 * Windows that tile a grid along a file's blocks, row by row, so that a block is decoded once.
 *
 * @param isWanted windows that it refuses are left out: the cost of a project is that of its own ground.
 */
export const planWindows = (
  grid: Grid,
  lattice: BlockLattice,
  isWanted: (window: Window) => boolean,
): readonly Window[] => {
  const [width, height] = grown(lattice, grid);
  const firstOf = (start: number, size: number): number => start - Math.ceil(start / size) * size;
  const windows: Window[] = [];
  for (let top = firstOf(lattice.row, height); top < grid.height; top += height) {
    for (let left = firstOf(lattice.col, width); left < grid.width; left += width) {
      const [col, row] = [Math.max(left, 0), Math.max(top, 0)];
      const window = {
        col,
        row,
        width: Math.min(left + width, grid.width) - col,
        height: Math.min(top + height, grid.height) - row,
      };
      if (window.width > 0 && window.height > 0 && isWanted(window)) windows.push(window);
    }
  }
  return windows;
};

/** Whether two windows of one grid share a pixel. */
export const meet = (a: Window, b: Window): boolean =>
  a.col < b.col + b.width && b.col < a.col + a.width && a.row < b.row + b.height && b.row < a.row + a.height;
