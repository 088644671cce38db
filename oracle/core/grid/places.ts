import { projection } from "./projection.ts";
import type { Grid, LonLat } from "./types.ts";

/** Longitude and latitude of a place of a grid, in pixels from its corner: a pixel's centre is at + 0.5. */
export const placesOf = ({
  epsg,
  originX,
  originY,
  pixelWidth,
  pixelHeight,
}: Grid): ((col: number, row: number) => LonLat) => {
  const { toLonLat } = projection(epsg);
  return (col, row) => toLonLat(originX + col * pixelWidth, originY - row * pixelHeight);
};
