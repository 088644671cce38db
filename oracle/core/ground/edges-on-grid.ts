import type { Window } from "../grid/window.ts";
import { EQUATOR_RADIUS_M } from "../grid/authalic.ts";
import { projection } from "../grid/projection.ts";
import type { Grid } from "../grid/types.ts";
import type { Boundary } from "./types.ts";

type Place = readonly [col: number, row: number];

/** A boundary's sides as straight pieces on a grid, in pixels from its corner. */
export type GridEdges = {
  readonly pieces: readonly (readonly [Place, Place])[];
  /** How far the side that a piece stands for may be from it, in columns and rows. */
  readonly reach: readonly [col: number, row: number];
};

const DEGREE = Math.PI / 180;
/** Places nearer a pole, and in UTM farther from the central meridian, in degrees, are not drawn. */
const [MOST_LATITUDE, MOST_FROM_MERIDIAN] = [84, 10];
/** Pieces are cut so short that a side is at most so many pixels away. */
const SAGITTA_PX = 0.05;
/** Far above the rounding of projections to and fro (about 1e-8 m), far below a pixel. */
const ROUNDING_M = 1e-6;

/**
 * Bound on the second derivative of x and y along a side, per squared radian of longitude and latitude: sec tan for
 * Mercator, 2 sin / (2 cos 30) for 6933; for UTM that of atanh(cos phi sin lambda) and atan2(tan phi, cos lambda) is 1.3
 * within 10 degrees of the meridian, more than the ellipsoid changes.
 */
const curvature = (epsg: number): number => {
  if (epsg === 4326) return 0;
  if (epsg === 3857) return 92 * EQUATOR_RADIUS_M;
  return 2 * EQUATOR_RADIUS_M;
};

/** The pieces as often as they lie over a window: grids may run over the antimeridian, boundaries come split at it. */
const turned = (pieces: GridEdges["pieces"], turn: number, { col, width }: Window): GridEdges["pieces"] => {
  const cols = pieces.flatMap(([a, b]) => [a[0], b[0]]);
  const reduce = (pick: (a: number, b: number) => number): number => cols.reduce((best, c) => pick(best, c));
  const [west, east] = [reduce(Math.min) - 1, reduce(Math.max) + 1];
  return [-turn, 0, turn].flatMap((by) =>
    west + by > col + width || east + by < col
      ? []
      : pieces.map(
          ([a, b]) =>
            [
              [a[0] + by, a[1]],
              [b[0] + by, b[1]],
            ] as const,
        ),
  );
};

/** Undefined where the boundary lies too far from where its projection is nearly straight. */
export const edgesOnGrid = (grid: Grid, window: Window, boundary: Boundary): GridEdges | undefined => {
  const { epsg, originX, originY, pixelWidth, pixelHeight } = grid;
  const { fromLonLat } = projection(epsg);
  const isUtm = epsg > 32600;
  const fromMeridian = (lon: number): number => {
    const turn = lon - ((epsg % 100) * 6 - 183);
    return Math.abs(turn - 360 * Math.round(turn / 360));
  };
  const rings = boundary.coordinates.flat();
  for (const [lon, lat] of rings.flat())
    if (Math.abs(lat) > MOST_LATITUDE || (isUtm && fromMeridian(lon) > MOST_FROM_MERIDIAN)) return undefined;
  const rounding = epsg === 4326 ? ROUNDING_M / EQUATOR_RADIUS_M / DEGREE : ROUNDING_M;
  const cuts = Math.sqrt(curvature(epsg) / (8 * SAGITTA_PX * Math.min(pixelWidth, pixelHeight)));
  const place = (lon: number, lat: number): Place => {
    const [x, y] = fromLonLat(lon, lat);
    return [(x - originX) / pixelWidth, (originY - y) / pixelHeight];
  };
  const pieces = rings.flatMap((ring) => {
    const places = ring.slice(1).flatMap(([lon, lat], k) => {
      const [lon0, lat0] = ring[k]!;
      const [east, north] = [lon - lon0, lat - lat0];
      const length = Math.sqrt(east * east + north * north) * DEGREE;
      const count = Math.max(1, Math.ceil(length * cuts));
      return Array.from({ length: count }, (_, n) =>
        place(lon0 + (east * (n + 1)) / count, lat0 + (north * (n + 1)) / count),
      );
    });
    return places.map((to, k) => [places.at(k - 1)!, to] as const);
  });
  const sagitta = epsg === 4326 ? 0 : SAGITTA_PX;
  return {
    pieces: isUtm ? pieces : turned(pieces, place(360, 0)[0] - place(0, 0)[0], window),
    reach: [sagitta + rounding / pixelWidth, sagitta + rounding / pixelHeight],
  };
};
