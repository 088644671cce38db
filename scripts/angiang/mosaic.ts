import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import { latticeOffset } from "../../oracle/core/grid/lattice.ts";
import type { Stack } from "./read-stacks.ts";

/** Pixels that several windows hold, counted over all bands; they are equal bit for bit or the mosaic is refused. */
export type MosaicReport = {
  readonly windows: number;
  readonly pixels: number;
  readonly sharedPixels: number;
  readonly comparedValues: number;
};

/** The smallest grid on the windows' common lattice that holds them all. */
export const unionGrid = (grids: readonly [Grid, ...Grid[]]): Grid => {
  const [first] = grids;
  const west = Math.min(...grids.map(({ originX }) => originX));
  const north = Math.max(...grids.map(({ originY }) => originY));
  const east = Math.max(...grids.map(({ originX, width, pixelWidth }) => originX + width * pixelWidth));
  const south = Math.min(...grids.map(({ originY, height, pixelHeight }) => originY - height * pixelHeight));
  return {
    ...first,
    originX: west,
    originY: north,
    width: Math.round((east - west) / first.pixelWidth),
    height: Math.round((north - south) / first.pixelHeight),
  };
};

const offsetIn = (union: Grid, { grid, point }: Stack): { readonly col: number; readonly row: number } => {
  const offset = latticeOffset(union, grid);
  if (offset !== undefined) return offset;
  throw new SixfoldError({
    code: "ANGIANG_LATTICE",
    failure: "check",
    field: point,
    value: grid,
    rule: "all windows share one pixel lattice",
  });
};

/**
 * One band of all windows of an area, values as they are, NaN where no window is.
 *
 * @throws SixfoldError ANGIANG_LATTICE, ANGIANG_OVERLAP where two windows disagree about a pixel.
 */
export const mosaicBand = (
  union: Grid,
  stacks: readonly Stack[],
  band: string,
): { readonly values: Float32Array; readonly compared: number } => {
  const values = new Float32Array(union.width * union.height).fill(NaN);
  let compared = 0;
  for (const stack of stacks) {
    const { col, row } = offsetIn(union, stack);
    const source = stack.bands.get(band);
    source?.forEach((value, index) => {
      const at = (row + Math.floor(index / stack.grid.width)) * union.width + col + (index % stack.grid.width);
      const known = values[at] as number;
      if (!Number.isNaN(known)) {
        compared += 1;
        if (!Object.is(known, value)) {
          throw new SixfoldError({
            code: "ANGIANG_OVERLAP",
            failure: "check",
            field: `${stack.point}/${band}/${index}`,
            value: [known, value],
            rule: "windows that overlap hold equal values",
          });
        }
      }
      values[at] = value;
    });
  }
  return { values, compared };
};
