import { gridCovering } from "../../grid/lattice.ts";
import { projection } from "../../grid/projection.ts";
import type { Grid, LonLat } from "../../grid/types.ts";
import type { Window } from "../../grid/window.ts";
import type { Boundary, EdgeLevel } from "../../ground/types.ts";
import { metresPerUnit } from "./pixel-size.ts";

/** How far a cell whose centre is inside a polygon can reach out of it, in metres, with room to spare. */
const CELL_REACH_M: Readonly<Record<EdgeLevel, number>> = { 16: 160, 20: 16 };

type Polygon = readonly (readonly LonLat[])[];

/** West, south, east, north of polygons and of every cell they can claim, in the units of a CRS. */
const projectedBox = (
  epsg: number,
  polygons: readonly Polygon[],
  edgeLevel: EdgeLevel,
): readonly [number, number, number, number] => {
  const { fromLonLat } = projection(epsg);
  const corners = polygons.flat(2).map(([lon, lat]) => fromLonLat(lon, lat));
  const reach = CELL_REACH_M[edgeLevel] / (epsg === 4326 ? metresPerUnit(4326) / 4 : 1);
  const extreme = (axis: 0 | 1, pick: (a: number, b: number) => number): number =>
    corners.map((corner) => corner[axis]).reduce((a, b) => pick(a, b));
  return [
    extreme(0, Math.min) - reach,
    extreme(1, Math.min) - reach,
    extreme(0, Math.max) + reach,
    extreme(1, Math.max) + reach,
  ];
};

/**
 * The smallest grid on a pixel lattice that covers some areas and every cell that they can claim.
 *
 * @throws SixfoldError GRID_PROJECTION for a CRS the oracle does not know
 */
export const gridOver = (lattice: Grid, areas: readonly Boundary[], edgeLevel: EdgeLevel): Grid =>
  gridCovering(
    lattice,
    projectedBox(
      lattice.epsg,
      areas.flatMap(({ coordinates }) => coordinates),
      edgeLevel,
    ),
  );

/**
 * The pixels of a grid that polygons, or any cell they can claim, touch, with a margin of pixels. It may reach out of the
 * grid.
 *
 * @throws SixfoldError GRID_PROJECTION for a CRS the oracle does not know
 */
export const placeOf = (grid: Grid, polygons: readonly Polygon[], edgeLevel: EdgeLevel, margin: number): Window => {
  const [west, south, east, north] = projectedBox(grid.epsg, polygons, edgeLevel);
  const col = Math.floor((west - grid.originX) / grid.pixelWidth) - margin;
  const row = Math.floor((grid.originY - north) / grid.pixelHeight) - margin;
  return {
    col,
    row,
    width: Math.ceil((east - grid.originX) / grid.pixelWidth) + margin - col,
    height: Math.ceil((grid.originY - south) / grid.pixelHeight) + margin - row,
  };
};
