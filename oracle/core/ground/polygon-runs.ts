import type { Window } from "../grid/window.ts";
import { edgesOnGrid } from "./edges-on-grid.ts";
import type { GridEdges } from "./edges-on-grid.ts";
import { edgesOf, pointInBoundary } from "./point-in-boundary.ts";
import { requireWindow } from "../grid/require-grid.ts";
import { placesOf } from "../grid/places.ts";
import type { Grid } from "../grid/types.ts";
import type { Boundary } from "./types.ts";

/** Columns `from` to `to` - 1 of one row of a grid. */
export type Run = { readonly row: number; readonly from: number; readonly to: number };

/** Pixels `from` to `to` - 1 may lie on the boundary; where there are none, it passes between two pixels. */
type Brush = { readonly from: number; readonly to: number };

/** Where the boundary comes near pixels' centres, by row; rows that it does not reach are left out. */
const brushesOf = ({ pieces, reach }: GridEdges, { row, height }: Window): ReadonlyMap<number, readonly Brush[]> => {
  const rows = new Map<number, Brush[]>();
  const [reachCol, reachRow] = reach;
  for (const [a, b] of pieces) {
    const first = Math.max(row, Math.ceil(Math.min(a[1], b[1]) - reachRow - 0.5));
    const last = Math.min(row + height - 1, Math.floor(Math.max(a[1], b[1]) + reachRow - 0.5));
    const slope = (b[0] - a[0]) / (b[1] - a[1]);
    const [west, east] = [Math.min(a[0], b[0]), Math.max(a[0], b[0])];
    const colAt = (r: number): number => Math.max(west, Math.min(east, a[0] + (r - a[1]) * slope));
    for (let r = first; r <= last; r++) {
      const isFlat = Math.abs(b[1] - a[1]) <= reachRow;
      const [c0, c1] = isFlat ? [west, east] : [colAt(r + 0.5 - reachRow), colAt(r + 0.5 + reachRow)];
      const brush = {
        from: Math.ceil(Math.min(c0, c1) - reachCol - 0.5),
        to: Math.floor(Math.max(c0, c1) + reachCol - 0.5) + 1,
      };
      const others = rows.get(r);
      if (others === undefined) rows.set(r, [brush]);
      else others.push(brush);
    }
  }
  return rows;
};

/** The columns of a row that are inside, by its brushes: west of the first and east of the last one is outside. */
const runsOfRow = (
  brushes: readonly Brush[],
  left: number,
  right: number,
  isInside: (col: number) => boolean,
): readonly (readonly [from: number, to: number])[] => {
  const runs: [number, number][] = [];
  const add = (from: number, to: number): void => {
    const last = runs.at(-1);
    if (last?.[1] === from) last[1] = to;
    else runs.push([from, to]);
  };
  let next = right;
  for (const [k, { from, to }] of brushes.toSorted((a, b) => a.from - b.from).entries()) {
    if (k === 0) next = from;
    const [clearFrom, clearTo] = [Math.max(next, left), Math.min(from, right)];
    if (clearFrom < clearTo && isInside(clearFrom)) add(clearFrom, clearTo);
    for (let col = Math.max(from, next, left); col < Math.min(to, right); col++) if (isInside(col)) add(col, col + 1);
    next = Math.max(next, to);
  }
  return runs;
};

/**
 * Runs of a window's pixels whose centre lies inside the boundary (half open at its border), row by row. Pixels that the
 * boundary passes near are asked exactly; between them, nothing changes, and one pixel answers for all.
 *
 * @param window within the grid.
 * @throws SixfoldError GRID_INVALID, GRID_PROJECTION, GRID_WINDOW
 */
export const polygonRuns = (grid: Grid, window: Window, boundary: Boundary): readonly Run[] => {
  requireWindow(grid, window);
  const at = placesOf(grid);
  const inside = pointInBoundary(edgesOf(boundary));
  const edges = edgesOnGrid(grid, window, boundary);
  const [left, right] = [window.col, window.col + window.width];
  // A boundary that can not be drawn on the grid may come near any pixel.
  const rows =
    edges === undefined
      ? Array.from({ length: window.height }, (_, r) => [window.row + r, [{ from: left, to: right }]] as const)
      : [...brushesOf(edges, window)].sort(([a], [b]) => a - b);
  return rows.flatMap(([row, brushes]) =>
    runsOfRow(brushes, left, right, (col) => inside(at(col + 0.5, row + 0.5))).map(([from, to]) => ({ row, from, to })),
  );
};
