import type { Grid } from "../../../oracle/core/grid/types.ts";
import { toLonLat } from "../to-lon-lat.ts";

/** Near Tome-Acu, Para, Brazil. The place is real; forest, plots and maps are not. */
export const FOREST_GRID: Grid = {
  epsg: 32722,
  width: 150,
  height: 150,
  originX: 800_000,
  originY: 9_700_000,
  pixelWidth: 20,
  pixelHeight: 20,
};
export const SIZE = FOREST_GRID.width;
/** The claim: first pixel and the one after the last, along both axes: 800 m. */
export const CLAIM = [55, 95] as const;
/** Pixels of the ring around the claim in which a leak falls: the belt of the reference rules. */
export const BELT = 10;
/** From this row on the forest is old, and 7 m taller: where plots reach heights that the rest will grow to. */
export const OLD_FROM = 115;

/** Whether a pixel is claimed, or within so many pixels of the claim. */
export const isIn = (col: number, row: number, margin = 0): boolean =>
  col >= CLAIM[0] - margin && col < CLAIM[1] + margin && row >= CLAIM[0] - margin && row < CLAIM[1] + margin;

/** Corners of the claim, closed. */
export const ringOf = (): readonly (readonly [number, number])[] => {
  const { epsg, originX, originY, pixelWidth: px } = FOREST_GRID;
  const [west, east] = [originX + CLAIM[0] * px, originX + CLAIM[1] * px];
  const [north, south] = [originY - CLAIM[0] * px, originY - CLAIM[1] * px];
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  return corners.map(([x, y]) => toLonLat(epsg, x, y));
};
