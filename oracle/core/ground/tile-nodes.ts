import { angularRates, stretched } from "../grid/angular-rates.ts";
import type { Derivatives } from "../grid/angular-rates.ts";
import { placesOf } from "../grid/places.ts";
import type { Grid } from "../grid/types.ts";
import type { Window } from "../grid/window.ts";
import { vectorOfLonLat } from "./s2.ts";
import type { Vector } from "./s2.ts";

/** A window's corners, middle and middles of sides as unit vectors, row by row. */
export type TileNodes = {
  readonly vectors: readonly Vector[];
  /** Bounds on the vector's derivatives along x and y, both from -1 to 1 over the window. */
  readonly rates: readonly [x: Derivatives, y: Derivatives];
};

const SHARES = [0, 0.5, 1] as const;

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
