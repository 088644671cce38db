import { SixfoldError } from "../errors.ts";
import type { Grid } from "../grid/types.ts";

/**
 * Rows `first` to `first + count - 1` of a grid, row-major, `count * width` values that the caller may keep. Asked
 * again, it gives the same values: a layer is made anew each time it is read, so that it never lies whole in memory.
 * What it is made of may have been set aside (`set-aside.ts`).
 */
export type Rows = (first: number, count: number) => Int32Array | Promise<Int32Array>;

/** A map of quantised integers: physical value = value * scale in `unit`. */
export type Layer = {
  readonly name: string;
  readonly grid: Grid;
  readonly rows: Rows;
  readonly nodata: number;
  readonly unit: string;
  readonly scale: number;
};

export type RowSource = { readonly grid: Pick<Grid, "width" | "height">; readonly rows: Rows };

/** A strip is held at once: 2^20 values, 4 MiB, or one row where rows are longer. */
const STRIP_PX = 2 ** 20;

/** @throws SixfoldError RASTER_ROWS where the source gives another number of values than asked for */
export const readRows = async ({ grid, rows }: RowSource, first: number, count: number): Promise<Int32Array> => {
  const values = await rows(first, count);
  if (values.length === count * grid.width) return values;
  throw new SixfoldError({
    code: "RASTER_ROWS",
    failure: "check",
    field: "rows",
    value: { first, count, length: values.length },
    rule: `rows hold count * width = ${count * grid.width} values`,
  });
};

/**
 * A layer from top to bottom, in strips of bounded size.
 *
 * @throws SixfoldError RASTER_ROWS
 */
export async function* stripsOf(source: RowSource): AsyncGenerator<Int32Array> {
  const { width, height } = source.grid;
  const rows = Math.max(1, Math.floor(STRIP_PX / width));
  for (let first = 0; first < height; first += rows)
    yield await readRows(source, first, Math.min(rows, height - first));
}
