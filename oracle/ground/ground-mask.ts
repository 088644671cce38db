import { claimedCells } from "./claimed-cells.ts";
import type { ClaimedCells } from "./claimed-cells.ts";
import { projection } from "./projection.ts";
import { requireGrid } from "./require-grid.ts";
import { cellOfLonLat, faceUVOfLonLat, toST } from "./s2.ts";
import type { FaceUV } from "./s2.ts";
import type { Block, Grid } from "./types.ts";

const TILE = 64;
const QUARTERS = [0, 1, 2, 3, 4] as const;
/** Far above the rounding of u and v (about 1e-15), far below a level-20 cell (about 2e-6). */
const ROUNDING = 1e-12;
/** Over the largest miss seen at the quarters of a tile; the miss of a cubic is greatest within 3 % of there. */
const CAUTION = 8;
/** Tiles wider than this share of the Earth's radius are not interpolated. */
const MAX_TILE = 0.05;

/** Value at t in [-1, 1] of the parabola through values at -1, 0 and 1. */
const parabola = (a: number, b: number, c: number, t: number): number => b + t * ((c - a) / 2 + t * ((a + c) / 2 - b));

/** u or v at 25 points of a tile, row by row: the even ones carry a biquadratic surface, the others measure its miss. */
const worstMiss = (at: readonly number[]): number => {
  let worst = 0;
  for (const y of QUARTERS)
    for (const x of QUARTERS) {
      const row = (k: number): number => parabola(at[k * 5]!, at[k * 5 + 2]!, at[k * 5 + 4]!, x / 2 - 1);
      worst = Math.max(worst, Math.abs(parabola(row(0), row(2), row(4), y / 2 - 1) - at[y * 5 + x]!));
    }
  return worst;
};
const spread = (at: readonly number[]): number => Math.max(...at) - Math.min(...at);

type Tile = { readonly col: number; readonly row: number; readonly width: number; readonly height: number };

/** Fills a tile of the mask from a surface through exact points; a pixel near a cell's edge is asked exactly. */
const maskTile = (
  mask: Uint8Array,
  stride: number,
  tile: Tile,
  uvAt: (col: number, row: number) => FaceUV,
  exact: (col: number, row: number) => boolean,
  { level, has }: ClaimedCells,
): void => {
  const [halfWidth, halfHeight] = [(tile.width - 1) / 2, (tile.height - 1) / 2];
  const nodes = QUARTERS.flatMap((y) =>
    QUARTERS.map((x) => uvAt(tile.col + (x * halfWidth) / 2, tile.row + (y * halfHeight) / 2)),
  );
  const { face } = nodes[0]!;
  const [u, v] = [nodes.map((node) => node.u), nodes.map((node) => node.v)];
  const smooth = nodes.every((node) => node.face === face) && spread(u) < MAX_TILE && spread(v) < MAX_TILE;
  const margin = smooth ? CAUTION * Math.max(worstMiss(u), worstMiss(v)) + ROUNDING : 2;
  const inner = 1 - margin;
  const size = 2 ** level;
  // s changes by at most 3/4 of the change of u.
  const near = 0.75 * margin * size;
  for (let r = 0; r < tile.height; r++) {
    const y = halfHeight === 0 ? 0 : r / halfHeight - 1;
    const [ua, ub, uc] = [0, 2, 4].map((x) => parabola(u[x]!, u[10 + x]!, u[20 + x]!, y)) as [number, number, number];
    const [va, vb, vc] = [0, 2, 4].map((x) => parabola(v[x]!, v[10 + x]!, v[20 + x]!, y)) as [number, number, number];
    const row = tile.row + r;
    for (let c = 0; c < tile.width; c++) {
      const x = halfWidth === 0 ? 0 : c / halfWidth - 1;
      const pu = parabola(ua, ub, uc, x);
      const pv = parabola(va, vb, vc, x);
      const s = toST(pu) * size;
      const t = toST(pv) * size;
      const i = Math.floor(s);
      const j = Math.floor(t);
      const sure =
        Math.abs(pu) < inner &&
        Math.abs(pv) < inner &&
        s - i > near &&
        i + 1 - s > near &&
        t - j > near &&
        j + 1 - t > near;
      if (sure ? has(face, i, j) : exact(tile.col + c, row)) mask[row * stride + tile.col + c] = 1;
    }
  }
};

/**
 * 1 where a pixel's centre lies in a claimed cell (L2), row-major. Equal to asking every centre exactly: between exact
 * points, u and v on the cube's face are interpolated, and pixels nearer a cell's edge than the interpolation's measured
 * miss, many times over, are asked exactly.
 *
 * @param blocks in any order.
 * @throws GroundError GROUND_GRID, GROUND_PROJECTION, GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const groundMask = (grid: Grid, blocks: readonly Block[]): Uint8Array => {
  requireGrid(grid);
  const { toLonLat } = projection(grid.epsg);
  const claimed = claimedCells(blocks);
  const lonLat = (col: number, row: number) =>
    toLonLat(grid.originX + (col + 0.5) * grid.pixelWidth, grid.originY - (row + 0.5) * grid.pixelHeight);
  const uvAt = (col: number, row: number): FaceUV => faceUVOfLonLat(...lonLat(col, row));
  const exact = (col: number, row: number): boolean => {
    const { face, i, j } = cellOfLonLat(...lonLat(col, row), claimed.level);
    return claimed.has(face, i, j);
  };
  const mask = new Uint8Array(grid.width * grid.height);
  if (blocks.length === 0) return mask;
  for (let row = 0; row < grid.height; row += TILE)
    for (let col = 0; col < grid.width; col += TILE) {
      const tile = { col, row, width: Math.min(TILE, grid.width - col), height: Math.min(TILE, grid.height - row) };
      maskTile(mask, grid.width, tile, uvAt, exact, claimed);
    }
  return mask;
};
