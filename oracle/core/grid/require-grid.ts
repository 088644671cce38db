import { SixfoldError } from "../errors.ts";
import { EQUATOR_RADIUS_M } from "./authalic.ts";
import { projection } from "./projection.ts";
import type { Grid } from "./types.ts";
import type { Window } from "./window.ts";

const HALF_TURN_M = Math.PI * EQUATOR_RADIUS_M;
const MAX_PIXELS = 2 ** 31 - 1;
const SLACK = 1 + 1e-9;

/** Largest |x from the centre|, largest |y| and longest width of a grid, in units of its CRS. */
const limitsOf = (
  epsg: number,
): { readonly centreX: number; readonly x: number; readonly y: number; readonly width: number } => {
  if (epsg === 4326) return { centreX: 0, x: 540, y: 90, width: 360 };
  // EPSG:3857 is a square; its edge is at 85.06 degrees.
  if (epsg === 3857) return { centreX: 0, x: 1.5 * 2 * HALF_TURN_M, y: HALF_TURN_M, width: 2 * HALF_TURN_M };
  const [edge] = projection(epsg).fromLonLat(180, 0);
  if (epsg === 6933) return { centreX: 0, x: 3 * edge, y: projection(epsg).fromLonLat(0, 90)[1], width: 2 * edge };
  // The series of UTM holds to nanometres within 3,900 km of the central meridian (Karney 2011).
  return { centreX: 500_000, x: 3_900_000, y: 2e7, width: 7_800_000 };
};

/**
 * Refuses grids that are not rasters of places on the Earth.
 *
 * @throws SixfoldError GRID_PROJECTION, GRID_INVALID
 */
export const requireGrid = (grid: Grid): void => {
  const fail = (field: keyof Grid, rule: string): never => {
    throw new SixfoldError({ code: "GRID_INVALID", failure: "usage", field: `/${field}`, value: grid[field], rule });
  };
  projection(grid.epsg);
  for (const field of ["width", "height"] as const)
    if (!Number.isSafeInteger(grid[field]) || grid[field] < 1) fail(field, "must be a positive integer");
  if (grid.width * grid.height > MAX_PIXELS) fail("height", `at most ${MAX_PIXELS} pixels`);
  for (const field of ["pixelWidth", "pixelHeight"] as const)
    if (!(Number.isFinite(grid[field]) && grid[field] > 0)) fail(field, "must be positive: grids are north-up");
  const limit = limitsOf(grid.epsg);
  const width = grid.width * grid.pixelWidth;
  const west = grid.originX - limit.centreX;
  const south = grid.originY - grid.height * grid.pixelHeight;
  if (!(Math.max(-west, west + width) <= limit.x * SLACK))
    fail("originX", `must keep columns within ${limit.x} of the centre`);
  if (!(width <= limit.width * SLACK)) fail("pixelWidth", "columns may not pass the same place twice");
  if (!(grid.originY <= limit.y * SLACK && south >= -limit.y * SLACK))
    fail("originY", `must keep rows within ${limit.y} of the equator`);
};

/**
 * Refuses grids that are none, and windows that are not a part of the grid.
 *
 * @throws SixfoldError GRID_PROJECTION, GRID_INVALID, GRID_WINDOW
 */
export const requireWindow = (grid: Grid, window: Window): void => {
  requireGrid(grid);
  const { col, row, width, height } = window;
  const isWithin = (from: number, length: number, of: number): boolean =>
    Number.isSafeInteger(from) && Number.isSafeInteger(length) && from >= 0 && length >= 1 && from + length <= of;
  if (isWithin(col, width, grid.width) && isWithin(row, height, grid.height)) return;
  throw new SixfoldError({
    code: "GRID_WINDOW",
    failure: "usage",
    field: "window",
    value: window,
    rule: `must be whole pixels of a grid of ${grid.width} by ${grid.height}`,
  });
};
