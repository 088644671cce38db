import type { Window } from "../raster/window.ts";
import { angularRates, stretched } from "./angular-rates.ts";
import type { Derivatives } from "./angular-rates.ts";
import { projection } from "./projection.ts";
import { vectorOfLonLat } from "./s2.ts";
import type { Vector } from "./s2.ts";
import type { Grid, LonLat } from "./types.ts";

/** A window's corners, middle and middles of sides as unit vectors, row by row. */
export type TileNodes = {
  readonly vectors: readonly Vector[];
  /** Bounds on the vector's derivatives along x and y, both from -1 to 1 over the window. */
  readonly rates: readonly [x: Derivatives, y: Derivatives];
};

const SHARES = [0, 0.5, 1] as const;

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

export const tileNodes = (grid: Grid, { col, row, width, height }: Window): TileNodes => {
  const at = placesOf(grid);
  const vectors = SHARES.flatMap((y) => SHARES.map((x) => vectorOfLonLat(...at(col + x * width, row + y * height))));
  // Latitude does not depend on x where the rates ask for it, and is farthest from the equator at the top or bottom.
  const [top, bottom] = [vectors[0]!, vectors[6]!].map(([x, y]) => Math.sqrt(x * x + y * y)) as [number, number];
  const [x, y] = angularRates(grid.epsg, Math.min(top, bottom));
  return {
    vectors,
    rates: [stretched(x, (width * grid.pixelWidth) / 2), stretched(y, (height * grid.pixelHeight) / 2)],
  };
};

/** Most that the vector turns between the middle and any other place, in radians. */
export const reachOf = ({ rates: [x, y] }: TileNodes): number => x[0] + y[0];
