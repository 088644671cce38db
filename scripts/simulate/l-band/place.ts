import type { Grid } from "../../../oracle/core/grid/types.ts";
import { toLonLat } from "../to-lon-lat.ts";

/** Pixels of 0.8", as the mosaics have them. */
const PIXEL = 0.8 / 3600;

/** In the hills of Pursat, Cambodia. The place is real; forest, footprints and mosaics are not. */
export const MOSAIC_GRID: Grid = {
  epsg: 4326,
  width: 300,
  height: 300,
  originX: 104,
  originY: 12.5,
  pixelWidth: PIXEL,
  pixelHeight: PIXEL,
};
export const SIZE = MOSAIC_GRID.width;
/** The claim: first pixel and the one after the last, along both axes: about 1.55 km. */
export const CLAIM = [118, 182] as const;
/** Pixels of the ring around the claim in which a leak falls: the belt of the reference rules. */
export const BELT = 8;
/** From this row on the forest is older: where footprints reach biomass that the rest will grow to. */
export const OLD_FROM = 200;

/** Whether a pixel is claimed, or within so many pixels of the claim. */
export const isIn = (col: number, row: number, margin = 0): boolean =>
  [col, row].every((at) => at >= CLAIM[0] - margin && at < CLAIM[1] + margin);

/** Longitude and latitude of a place in pixels. */
export const lonLatAt = (col: number, row: number): readonly [number, number] =>
  toLonLat(MOSAIC_GRID.epsg, MOSAIC_GRID.originX + col * PIXEL, MOSAIC_GRID.originY - row * PIXEL);

/** Corners of the claim, closed. */
export const ringOf = (): readonly (readonly [number, number])[] => {
  const [first, last] = CLAIM;
  return [
    lonLatAt(first, last),
    lonLatAt(last, last),
    lonLatAt(last, first),
    lonLatAt(first, first),
    lonLatAt(first, last),
  ];
};
