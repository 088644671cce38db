import { createCore } from "../wasm/core.ts";
import type { Core } from "../wasm/core.ts";
import type { Window } from "../grid/window.ts";
import { chartsOf } from "./charts.ts";
import { claimedCells } from "./claimed-cells.ts";
import { maskChart } from "./mask-chart.ts";
import type { LoadedCells } from "./mask-chart.ts";
import { requireWindow } from "../grid/require-grid.ts";
import { cellOfLonLat } from "./s2.ts";
import { placesOf } from "../grid/places.ts";
import { tileNodes } from "./tile-nodes.ts";
import type { Grid } from "../grid/types.ts";
import type { Block } from "./types.ts";

const TILE = 256;
/** Tiles of so many pixels or fewer are asked pixel by pixel where no surface serves them. */
const LEAST_TILE = 64;
/** Far above what a mask takes: a byte a pixel, 256 for each block, and some MiB for a tile. */
const CEILING_BYTES = 2 ** 30;
let core: Core | undefined;

/** Parts of a tile: four, or two where it is one pixel wide or high. */
const quartersOf = ({ col, row, width, height }: Window): readonly Window[] => {
  const [west, north] = [Math.ceil(width / 2), Math.ceil(height / 2)];
  return [
    { col, row, width: west, height: north },
    { col: col + west, row, width: width - west, height: north },
    { col, row: row + north, width: west, height: height - north },
    { col: col + west, row: row + north, width: width - west, height: height - north },
  ].filter((part) => part.width > 0 && part.height > 0);
};

const tilesOf = ({ col, row, width, height }: Window): readonly Window[] => {
  const tiles: Window[] = [];
  for (let r = 0; r < height; r += TILE)
    for (let c = 0; c < width; c += TILE)
      tiles.push({ col: col + c, row: row + r, width: Math.min(TILE, width - c), height: Math.min(TILE, height - r) });
  return tiles;
};

/** Sets a tile's pixels in the mask of a window: by surfaces, in parts where those are too coarse, or one by one. */
const maskTile = (memory: Core, maskAt: number, grid: Grid, window: Window, tile: Window, cells: LoadedCells): void => {
  const { col, row, width, height } = tile;
  const { claimed } = cells;
  const at = maskAt + (row - window.row) * window.width + col - window.col;
  const placeAt = placesOf(grid);
  const isClaimed = (c: number, r: number): boolean => {
    const { face, i, j } = cellOfLonLat(...placeAt(col + c + 0.5, row + r + 0.5), claimed.level);
    return claimed.has(face, i, j);
  };
  const target = { at, stride: window.width, width, height };
  const isServed = chartsOf(tileNodes(grid, tile))?.every((chart) =>
    maskChart(memory, target, chart, cells, isClaimed),
  );
  if (isServed === true) return;
  if (width * height > LEAST_TILE) {
    for (const part of quartersOf(tile)) maskTile(memory, maskAt, grid, window, part, cells);
    return;
  }
  const mask = memory.u8(at, (height - 1) * window.width + width);
  for (let r = 0; r < height; r++) for (let c = 0; c < width; c++) if (isClaimed(c, r)) mask[r * window.width + c] = 1;
};

/**
 * 1 where the centre of a pixel of a window lies in a claimed cell (L2), row-major. Equal to asking every centre exactly:
 * between nine exact points of a tile, cell coordinates are interpolated on each quarter of a cube's face that the tile
 * may touch, and a pixel nearer a cell's edge than the interpolation may be off is asked exactly.
 *
 * The result depends on the grid and the pixel, not on the window.
 *
 * @param window within the grid.
 * @param blocks in any order; those away from the window may be left out.
 * @throws SixfoldError GRID_INVALID, GRID_PROJECTION, GRID_WINDOW, GROUND_BLOCK_CELL, GROUND_BLOCK_BITS, and WASM_MEMORY
 *   for windows of about 2^30 pixels
 */
export const groundMask = (grid: Grid, window: Window, blocks: readonly Block[]): Uint8Array => {
  requireWindow(grid, window);
  const claimed = claimedCells(blocks);
  const pixels = window.width * window.height;
  if (blocks.length === 0) return new Uint8Array(pixels);
  const memory = (core ??= createCore(CEILING_BYTES));
  const bottom = memory.mark();
  try {
    const maskAt = memory.alloc(pixels);
    memory.u8(maskAt, pixels).fill(0);
    const leavesAt = memory.alloc(claimed.leaves.length);
    memory.u8(leavesAt, claimed.leaves.length).set(claimed.leaves);
    for (const tile of tilesOf(window)) maskTile(memory, maskAt, grid, window, tile, { claimed, leavesAt });
    return memory.u8(maskAt, pixels).slice();
  } finally {
    memory.release(bottom);
  }
};
