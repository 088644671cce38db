import type { Core } from "../wasm/core.ts";
import { ALL, NONE } from "./claimed-cells.ts";
import type { ClaimedCells } from "./claimed-cells.ts";
import type { Chart } from "./charts.ts";
import { parentTables } from "./parent-tables.ts";
import { bendOf, rangeOf, valueAt } from "../grid/quadratic-patch.ts";
import type { Patch } from "../grid/quadratic-patch.ts";

/** A tile of a mask in the core's memory: a byte a pixel, rows `stride` bytes apart. */
export type MaskTile = {
  readonly at: number;
  readonly stride: number;
  readonly width: number;
  readonly height: number;
};

/** Claimed cells, and their leaves in the core's memory. */
export type LoadedCells = { readonly claimed: ClaimedCells; readonly leavesAt: number };

/** Bits of a cell coordinate behind the binary point in the kernel, whose coordinates are int32. */
const FRACTION_BITS = 19;
/** The kernel steps along chords of so many pixels. */
const SPAN = 16;
/** A chord leaves the parabola x^2 by at most ((SPAN - 1) / 2)^2. */
const SAGITTA = ((SPAN - 1) / 2) ** 2;
/** Of the kernel's start and SPAN - 1 steps, each half a unit. */
const STEP_ROUNDING = SPAN / 2;
/** Pixels nearer an edge than the error, in cells, are asked exactly; beyond this they would be too many. */
const WIDEST_ERROR = 2 ** -9;
/** Those that the kernel leaves open are asked of the surface; beyond this, too, they would be too many. */
const WIDEST_REACH = 0.25;
/** Parents, of 256 cells each, that are laid side by side: as many as fit the coordinates, and the memory of a worker. */
const [MOST_PARENTS_ACROSS, MOST_PARENTS] = [2 ** (31 - FRACTION_BITS - 4), 2 ** 14];
/** Laying them out pays where there are fewer of them than this for each pixel. */
const PARENTS_PER_PIXEL = 2;

/** Least power of two, as a shift, that holds a positive integer. */
const shiftOf = (length: number): number => 32 - Math.clz32(length - 1);

/** Parents that one coordinate of a tile touches, and the coordinate in cells from the first of them. */
const axisOf = (patch: Patch, width: number, error: number, size: number) => {
  const [low, high] = rangeOf(patch).map((s) => s * size) as [number, number];
  // A cell to spare, so that what is within the reach of a pixel has a parent.
  const first = Math.floor((low - 1) / 16);
  const length = Math.floor((high + 1) / 16) - first + 1;
  const cells = patch.map((coefficient, k) => coefficient * size - (k === 0 ? first * 16 : 0));
  const chord = (SAGITTA * 4 * bendOf(cells)) / (width * width);
  return { first, length, cells, error: error * size, reach: error * size + chord };
};
type Axis = ReturnType<typeof axisOf>;

/** Sets pixels by the kernel, and asks those near an edge: first of the surface itself, then exactly. */
const setPixels = (
  core: Core,
  tile: MaskTile,
  s: Axis,
  t: Axis,
  starts: Int32Array,
  { claimed: { leaves }, leavesAt }: LoadedCells,
  exact: (col: number, row: number) => boolean,
): void => {
  const { at, stride, width, height } = tile;
  const top = core.mark();
  const shift = shiftOf(16 * t.length);
  const startsAt = core.alloc(starts.byteLength);
  const surfacesAt = core.alloc(2 * 9 * 8);
  const tableAt = core.alloc(s.length << (shift + 4));
  const listAt = core.alloc(width * height * 4);
  core.i32(startsAt, starts.length).set(starts);
  core.f64(surfacesAt, 9).set(s.cells);
  core.f64(surfacesAt + 72, 9).set(t.cells);
  core.run.expandTables(startsAt, s.length, t.length, leavesAt, tableAt, shift);
  const { error } = s;
  const near = Math.ceil(Math.max(s.reach, t.reach) * 2 ** FRACTION_BITS) + STEP_ROUNDING;
  const listed = core.run.stepThrough(
    surfacesAt,
    surfacesAt + 72,
    width,
    height,
    startsAt,
    t.length,
    tableAt,
    shift,
    near,
    at,
    stride,
    listAt,
  );
  const mask = core.u8(at, (height - 1) * stride + width);
  core.i32(listAt, listed).forEach((pixel) => {
    const [col, row] = [pixel % width, Math.floor(pixel / width)];
    const [x, y] = [(2 * col + 1) / width - 1, (2 * row + 1) / height - 1];
    const [si, tj] = [valueAt(s.cells, x, y), valueAt(t.cells, x, y)];
    const [i, j] = [Math.floor(si), Math.floor(tj)];
    const sure = Math.min(si - i, tj - j) > error && Math.max(si - i, tj - j) < 1 - error;
    const found = sure
      ? leaves[starts[(i >> 4) * t.length + (j >> 4)]! + (((i & 15) << 4) | (j & 15))] === ALL
      : exact(col, row);
    if (found) mask[row * stride + col] = 1;
  });
  core.release(top);
};

const fill = (core: Core, { at, stride, width, height }: MaskTile): void => {
  const mask = core.u8(at, (height - 1) * stride + width);
  for (let from = 0; from < mask.length; from += stride) mask.fill(1, from, from + width);
};

/**
 * Sets the pixels of a tile whose centre lies in a claimed cell of one chart. A pixel is settled by its surface unless it
 * is within the error of a cell's edge, be it of this chart or beyond its border; then it is asked exactly, so that what
 * is set is right even where another chart has the say.
 *
 * @param exact whether the centre of a pixel of the tile lies in a claimed cell.
 * @returns false, with nothing done, where the surface is too coarse for that to pay.
 */
export const maskChart = (
  core: Core,
  tile: MaskTile,
  chart: Chart,
  cells: LoadedCells,
  exact: (col: number, row: number) => boolean,
): boolean => {
  const { claimed } = cells;
  const size = 2 ** claimed.level;
  const s = axisOf(chart.s, tile.width, chart.error, size);
  const t = axisOf(chart.t, tile.width, chart.error, size);
  const parents = s.length * t.length;
  if (!(s.error <= WIDEST_ERROR && Math.max(s.reach, t.reach) <= WIDEST_REACH)) return false;
  if (Math.max(s.length, t.length) > MOST_PARENTS_ACROSS) return false;
  if (parents > Math.min(MOST_PARENTS, PARENTS_PER_PIXEL * tile.width * tile.height)) return false;
  const half = size / 32;
  const starts = parentTables(
    claimed,
    chart.face,
    { i: s.first, j: t.first, width: s.length, height: t.length },
    { i: chart.upper[0] ? half : 0, j: chart.upper[1] ? half : 0, width: half, height: half },
  );
  const first = starts[0]!;
  if ((first !== NONE && first !== ALL << 8) || starts.some((start) => start !== first))
    setPixels(core, tile, s, t, starts, cells, exact);
  else if (first !== NONE) fill(core, tile);
  return true;
};
