import { projection } from "../../../../oracle/core/grid/projection.ts";
import { cellId, cellOfLonLat, descendantCell, faceIJOfCell } from "../../../../oracle/core/ground/s2.ts";
import type { Grid } from "../../../../oracle/core/grid/types.ts";
import type { Block, EdgeLevel } from "../../../../oracle/core/ground/types.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";

/** Every other descendant of a parent, in Hilbert order: neighbours on the curve share an edge, so that is i + j even or odd. */
const EVERY_OTHER = BigInt(`0x${"5".repeat(64)}`);

export type Checkerboard = {
  /** Claims the cells of which i + j is even. */
  readonly blocks: readonly Block[];
  /** What the mask must be, from projection and cell of every centre alone. */
  readonly mask: Uint8Array;
  /** Pixels with their centre within 5e-3 of a cell's side from an edge. */
  readonly nearEdges: number;
};

/**
 * A checkerboard of claimed cells under a window, in which a pixel that is taken for a neighbouring cell shows. The mask
 * comes from centres asked one by one at level 30.
 */
export const checkerboard = (grid: Grid, window: Window, level: EdgeLevel): Checkerboard => {
  const { toLonLat } = projection(grid.epsg);
  const mask = new Uint8Array(window.width * window.height);
  const size = 2 ** (level - 4);
  const parents = new Set<number>();
  const shift = 30 - level;
  const step = 2 ** shift;
  let [known, nearEdges] = [-1, 0];
  for (let k = 0; k < mask.length; k++) {
    const col = window.col + (k % window.width);
    const row = window.row + Math.floor(k / window.width);
    const [lon, lat] = toLonLat(
      grid.originX + (col + 0.5) * grid.pixelWidth,
      grid.originY - (row + 0.5) * grid.pixelHeight,
    );
    const { face, i, j } = cellOfLonLat(lon, lat, 30);
    mask[k] = 1 - (((i >> shift) + (j >> shift)) & 1);
    const [a, b] = [(i & (step - 1)) / step, (j & (step - 1)) / step];
    if (Math.min(a, b) < 5e-3 || Math.max(a, b) > 1 - 5e-3) nearEdges++;
    const parent = (face * size + (i >> (shift + 4))) * size + (j >> (shift + 4));
    if (parent !== known) parents.add((known = parent));
  }
  const blocks = [...parents].map((parent): Block => {
    const [i, j] = [Math.floor(parent / size) % size, parent % size];
    const cell = cellId({ face: Math.floor(parent / size / size), i, j }, level - 4);
    const first = faceIJOfCell(descendantCell(cell, level - 4, 0));
    return { cell, bits: (first.i + first.j) % 2 === 0 ? EVERY_OTHER : EVERY_OTHER << 1n };
  });
  return { blocks, mask, nearEdges };
};
