import { parseBoundary } from "../../../ground/boundary.ts";
import type { Boundary } from "../../../ground/types.ts";
import { cos } from "../../../math.ts";

/** Ten pixels of MODIS and a half, which the widest background reaches. */
const REACH_M = 11_500;
/** Least length of a degree of latitude, metres. */
const DEGREE_M = 110_574;

/**
 * The box round a boundary with room for every pixel's background.
 *
 * @throws SixfoldError GROUND_POSITION where it reaches over the antimeridian or a pole
 */
export const surroundingsOf = ({ coordinates }: Boundary): Boundary => {
  const positions = coordinates.flat(2);
  const [lons, lats] = [positions.map(([lon]) => lon), positions.map(([, lat]) => lat)];
  const most = (values: readonly number[]): number => values.reduce((a, b) => Math.max(a, b));
  const least = (values: readonly number[]): number => values.reduce((a, b) => Math.min(a, b));
  const dLat = REACH_M / DEGREE_M;
  const furthest = Math.max(Math.abs(least(lats)), Math.abs(most(lats))) + dLat;
  const dLon = dLat / cos((furthest * Math.PI) / 180);
  const [west, east, south, north] = [least(lons) - dLon, most(lons) + dLon, least(lats) - dLat, most(lats) + dLat];
  return parseBoundary({
    type: "Polygon",
    coordinates: [
      [
        [west, south],
        [east, south],
        [east, north],
        [west, north],
        [west, south],
      ],
    ],
  });
};
