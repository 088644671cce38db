import { EQUATOR_RADIUS_M, qOfLatitude } from "./authalic.ts";
import { projection } from "./projection.ts";
import { requireGrid } from "./require-grid.ts";
import type { Grid } from "./types.ts";

const DEGREE = Math.PI / 180;
const HALF_A2 = (EQUATOR_RADIUS_M * EQUATOR_RADIUS_M) / 2;
type Corner = readonly [lambda: number, q: number];

const cornersOfRow = (grid: Grid, row: number, from: number, to: number): readonly Corner[] => {
  const { toLonLat } = projection(grid.epsg);
  const corners: Corner[] = [];
  for (let col = from; col <= to; col++) {
    const [lon, lat] = toLonLat(grid.originX + col * grid.pixelWidth, grid.originY - row * grid.pixelHeight);
    corners.push([lon * DEGREE, qOfLatitude(lat * DEGREE)]);
  }
  return corners;
};
const near = (turn: number): number => turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));
/** Diagonals' cross product in the equal-area plane (longitude, q). */
const quadM2 = (nw: Corner, ne: Corner, se: Corner, sw: Corner): number =>
  (HALF_A2 / 2) * Math.abs(near(se[0] - nw[0]) * (ne[1] - sw[1]) - near(ne[0] - sw[0]) * (se[1] - nw[1]));

/**
 * Area of one pixel on the WGS84 ellipsoid, m2: a zone's exact area for 4326, 3857 and 6933 (Snyder 1987, eq. 3-12); sides
 * straight in the equal-area plane for UTM, within 1e-8 of GeographicLib for pixels of 10 to 100 m.
 *
 * @throws GroundError GROUND_GRID, GROUND_PROJECTION
 */
export const pixelAreaM2 = (grid: Grid, col: number, row: number): number => {
  requireGrid(grid);
  const [nw, ne] = cornersOfRow(grid, row, col, col + 1);
  const [sw, se] = cornersOfRow(grid, row + 1, col, col + 1);
  return quadM2(nw!, ne!, se!, sw!);
};

/**
 * Areas of all pixels, m2, row-major.
 *
 * @throws GroundError GROUND_GRID, GROUND_PROJECTION
 */
export const pixelAreas = (grid: Grid): Float64Array => {
  requireGrid(grid);
  const areas = new Float64Array(grid.width * grid.height);
  let upper = cornersOfRow(grid, 0, 0, grid.width);
  for (let row = 0; row < grid.height; row++) {
    const lower = cornersOfRow(grid, row + 1, 0, grid.width);
    for (let col = 0; col < grid.width; col++)
      areas[row * grid.width + col] = quadM2(upper[col]!, upper[col + 1]!, lower[col + 1]!, lower[col]!);
    upper = lower;
  }
  return areas;
};
