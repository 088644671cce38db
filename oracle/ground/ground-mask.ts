import { createCore } from "../raster/wasm/core.ts";
import type { Core } from "../raster/wasm/core.ts";
import type { Window } from "../raster/window.ts";
import { angularRates } from "./angular-rates.ts";
import { chartsOf } from "./charts.ts";
import { claimedCells } from "./claimed-cells.ts";
import { maskChart, shiftOf } from "./mask-chart.ts";
import type { LoadedCells } from "./mask-chart.ts";
import { projection } from "./projection.ts";
import { requireGrid } from "./require-grid.ts";
import { cellOfLonLat, vectorOfLonLat } from "./s2.ts";
import type { Block, Grid } from "./types.ts";

const TILE = 256;
/** Tiles of so many pixels or fewer are asked pixel by pixel where no surface serves them. */
const LEAST_TILE = 64;
const NODES = [0, 0.5, 1] as const;
/** Far above what a mask takes: a KiB for each block, and some MiB for a tile. */
const CEILING_BYTES = 2 ** 30;
let core: Core | undefined;

/** Longitude and latitude of a place of a grid, in pixels from the centre of its first one. */
const placesOf = ({ epsg, originX, originY, pixelWidth, pixelHeight }: Grid) => {
  const { toLonLat } = projection(epsg);
  return (col: number, row: number) =>
    toLonLat(originX + (col + 0.5) * pixelWidth, originY - (row + 0.5) * pixelHeight);
};

/** Charts of a window that is one tile; see chartsOf. */
export const chartsOfTile = (grid: Grid, { col, row, width, height }: Window): ReturnType<typeof chartsOf> => {
  const at = placesOf(grid);
  const vectors = NODES.flatMap((y) =>
    NODES.map((x) => vectorOfLonLat(...at(col + x * width - 0.5, row + y * height - 0.5))),
  );
  const cosine = Math.min(...[0, 6].map((k) => Math.sqrt(vectors[k]![0] ** 2 + vectors[k]![1] ** 2)));
  const [x, y] = angularRates(grid.epsg, cosine);
  return chartsOf({ vectors, turns: [(x * width * grid.pixelWidth) / 2, (y * height * grid.pixelHeight) / 2] });
};

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

/**
 * 1 where the centre of a pixel of a window lies in a claimed cell (L2), row-major. Equal to asking every centre exactly:
 * between nine exact points of a tile, cell coordinates are interpolated on each quarter of a cube's face that the tile
 * may touch, and a pixel nearer a cell's edge than the interpolation may be off is asked exactly.
 *
 * The result depends on the grid and the pixel, not on the window.
 *
 * @param window within the grid.
 * @param blocks in any order; those away from the window may be left out.
 * @throws GroundError GROUND_GRID, GROUND_PROJECTION, GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const groundMask = (grid: Grid, window: Window, blocks: readonly Block[]): Uint8Array => {
  requireGrid(grid);
  const claimed = claimedCells(blocks);
  const mask = new Uint8Array(window.width * window.height);
  if (blocks.length === 0) return mask;
  const memory = (core ??= createCore(CEILING_BYTES));
  const at = placesOf(grid);
  const isClaimed = (col: number, row: number): boolean => {
    const { face, i, j } = cellOfLonLat(...at(col, row), claimed.level);
    return claimed.has(face, i, j);
  };

  /** Rows of a tile into the mask, where surfaces serve it. */
  const maskBySurfaces = (tile: Window, cells: LoadedCells): boolean => {
    const { col, row, width, height } = tile;
    const charts = chartsOfTile(grid, tile);
    if (charts === undefined) return false;
    const shift = shiftOf(width);
    const from = memory.alloc(height << shift);
    memory.u8(from, height << shift).fill(0);
    const loaded = { at: from, shift, width, height };
    if (!charts.every((chart) => maskChart(memory, loaded, chart, cells, (c, r) => isClaimed(col + c, row + r))))
      return false;
    const bytes = memory.u8(from, height << shift);
    for (let r = 0; r < height; r++)
      mask.set(
        bytes.subarray(r << shift, (r << shift) + width),
        (row + r - window.row) * window.width + col - window.col,
      );
    return true;
  };
  const maskTile = (tile: Window, cells: LoadedCells): void => {
    const top = memory.mark();
    const served = maskBySurfaces(tile, cells);
    memory.release(top);
    if (served) return;
    if (tile.width * tile.height > LEAST_TILE) quartersOf(tile).forEach((part) => maskTile(part, cells));
    else
      for (let r = tile.row; r < tile.row + tile.height; r++)
        for (let c = tile.col; c < tile.col + tile.width; c++)
          if (isClaimed(c, r)) mask[(r - window.row) * window.width + c - window.col] = 1;
  };
  const bottom = memory.mark();
  try {
    const tablesAt = memory.alloc(claimed.tables.length);
    memory.u8(tablesAt, claimed.tables.length).set(claimed.tables);
    for (let row = 0; row < window.height; row += TILE)
      for (let col = 0; col < window.width; col += TILE)
        maskTile(
          {
            col: window.col + col,
            row: window.row + row,
            width: Math.min(TILE, window.width - col),
            height: Math.min(TILE, window.height - row),
          },
          { claimed, tablesAt },
        );
  } finally {
    memory.release(bottom);
  }
  return mask;
};
