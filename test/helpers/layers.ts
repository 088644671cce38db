import type { Grid } from "../../oracle/core/grid/types.ts";
import type { Layer, Rows } from "../../oracle/core/raster/layer.ts";
import type { Measurement } from "../../oracle/core/services/common/outcome.ts";

/** Rows of a map that lies in memory. */
export const rowsOf =
  ({ width }: Pick<Grid, "width">, values: Int32Array): Rows =>
  (first, count) =>
    values.slice(first * width, (first + count) * width);

/** A layer whole, of those that nothing was set aside for. */
export const valuesOf = ({ grid, rows }: Layer): Int32Array => rows(0, grid.height) as Int32Array;

/** A measurement as plain data, to compare. */
export const painted = (measurement: Measurement) => ({
  ...measurement,
  layers: measurement.layers.map(({ rows, ...rest }) => ({ ...rest, values: valuesOf({ rows, ...rest }) })),
});

/** A pixel that looks random and depends on its place alone: Knuth's multiplicative hash, int32. */
export const hashed = (col: number, row: number): number =>
  Math.imul(Math.imul(col + 1, 0x9e3779b1) ^ (row + 0x7f4a7c15), 0x85ebca6b) | 0;

/** A layer made by a function of column and row. */
export const layerOf = (
  [width, height]: readonly [number, number],
  valueOf: (col: number, row: number) => number,
  rest: Partial<Layer> = {},
): Layer => ({
  name: "made",
  grid: { epsg: 32648, width, height, originX: 527500, originY: 1141500, pixelWidth: 10, pixelHeight: 10 },
  rows: (first, count) =>
    Int32Array.from({ length: count * width }, (_, i) => valueOf(i % width, first + Math.floor(i / width))),
  nodata: -1,
  unit: "1",
  scale: 1,
  ...rest,
});
