import { projection } from "../../grid/projection.ts";
import type { LonLat } from "../../grid/types.ts";
import type { EdgeLevel } from "../../ground/types.ts";
import { metresPerUnit } from "./scene-rules.ts";

/** How far a cell whose centre is inside a polygon can reach out of it, in metres, with room to spare. */
const CELL_REACH_M: Readonly<Record<EdgeLevel, number>> = { 16: 160, 20: 16 };

type Polygon = readonly (readonly LonLat[])[];

/**
 * West, south, east, north of polygons and of every cell they can claim, in the units of a CRS.
 *
 * @throws GroundError GROUND_PROJECTION
 */
export const projectedBox = (
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
