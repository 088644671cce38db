import { SixfoldError } from "../errors.ts";
import type { Grid } from "./types.ts";

/** Furthest two grids may lie from whole pixels of each other, in pixels: far below any geolocation error. */
export const LATTICE_TOLERANCE_PX = 1e-6;

const nearInteger = (value: number): number | undefined => {
  const whole = Math.round(value);
  return Math.abs(value - whole) <= LATTICE_TOLERANCE_PX ? whole : undefined;
};

/**
 * Column and row, in pixels of `base`, of the upper left pixel of `grid`, or undefined where the two do not share one
 * pixel lattice: another CRS, another pixel size, or a corner off whole pixels by more than LATTICE_TOLERANCE_PX.
 */
export const latticeOffset = (base: Grid, grid: Grid): { readonly col: number; readonly row: number } | undefined => {
  if (base.epsg !== grid.epsg) return undefined;
  const col = nearInteger((grid.originX - base.originX) / base.pixelWidth);
  const row = nearInteger((base.originY - grid.originY) / base.pixelHeight);
  if (col === undefined || row === undefined) return undefined;
  const farX = grid.originX + grid.width * grid.pixelWidth;
  const farY = grid.originY - grid.height * grid.pixelHeight;
  const aligned =
    nearInteger((farX - base.originX) / base.pixelWidth) === col + grid.width &&
    nearInteger((base.originY - farY) / base.pixelHeight) === row + grid.height;
  return aligned ? { col, row } : undefined;
};

/** Whether a pixel of one grid, if both reach that far, is a pixel of the other. */
export const sameLattice = (a: Grid, b: Grid): boolean => latticeOffset(a, b) !== undefined;

/**
 * The smallest grid on the pixel lattice of `assetGrid` that covers a box. It may reach beyond the file: there is
 * nothing to read outside, so those pixels are not observed.
 *
 * @param bbox west, south, east, north in the units of the grid's CRS; west < east, south < north.
 * @throws SixfoldError GRID_BBOX
 */
export const gridCovering = (assetGrid: Grid, bbox: readonly [number, number, number, number]): Grid => {
  const [west, south, east, north] = bbox;
  if (!bbox.every(Number.isFinite) || west >= east || south >= north) {
    throw new SixfoldError({
      code: "GRID_BBOX",
      failure: "check",
      field: "bbox",
      value: bbox,
      rule: "a box is four finite numbers with west < east and south < north",
    });
  }
  const { originX, originY, pixelWidth, pixelHeight } = assetGrid;
  const firstCol = Math.floor((west - originX) / pixelWidth);
  const firstRow = Math.floor((originY - north) / pixelHeight);
  const width = Math.ceil((east - originX) / pixelWidth) - firstCol;
  const height = Math.ceil((originY - south) / pixelHeight) - firstRow;
  return {
    ...assetGrid,
    width,
    height,
    originX: originX + firstCol * pixelWidth,
    originY: originY - firstRow * pixelHeight,
  };
};
