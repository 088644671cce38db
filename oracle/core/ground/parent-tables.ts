import { NONE } from "./claimed-cells.ts";
import type { ClaimedCells } from "./claimed-cells.ts";

/** A rectangle of cells of one face: i from `i` to i + width - 1, j from `j` to j + height - 1. */
export type CellBox = { readonly i: number; readonly j: number; readonly width: number; readonly height: number };

/**
 * Where the leaves of parents, four levels above the finest, start in `leaves`: for a box of them, j running first.
 * Those outside `within`, which lies in the face, count as not claimed.
 */
export const parentTables = (
  { level, tables, tableOf }: ClaimedCells,
  face: number,
  box: CellBox,
  within: CellBox,
): Int32Array => {
  const starts = new Int32Array(box.width * box.height).fill(NONE);
  const [lowI, highI] = [Math.max(box.i, within.i), Math.min(box.i + box.width, within.i + within.width) - 1];
  const [lowJ, highJ] = [Math.max(box.j, within.j), Math.min(box.j + box.height, within.j + within.height) - 1];
  for (let gi = lowI >> 4; gi <= highI >> 4; gi++)
    for (let gj = lowJ >> 4; gj <= highJ >> 4; gj++) {
      const entry = tableOf(level - 8, face, gi, gj);
      if (entry === NONE) continue;
      for (let i = Math.max(lowI, gi << 4); i <= Math.min(highI, (gi << 4) | 15); i++)
        for (let j = Math.max(lowJ, gj << 4); j <= Math.min(highJ, (gj << 4) | 15); j++)
          starts[(i - box.i) * box.height + j - box.j] = tables[(entry << 8) | ((i & 15) << 4) | (j & 15)]! << 8;
    }
  return starts;
};
