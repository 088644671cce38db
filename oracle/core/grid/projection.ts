import { SixfoldError } from "../errors.ts";
import { atan, cos, exp, ln, tan } from "../math.ts";
import { ECCENTRICITY2, EQUATOR_RADIUS_M, latitudeOfQ, qOfLatitude } from "./authalic.ts";
import type { LonLat } from "./types.ts";
import { utm } from "./utm.ts";

export type Projection = {
  readonly toLonLat: (x: number, y: number) => LonLat;
  readonly fromLonLat: (lon: number, lat: number) => [number, number];
};
const DEGREE = Math.PI / 180;
const A = EQUATOR_RADIUS_M;

/** Longitude in [-180, 180]: grids may run over the antimeridian, boundaries come split at it. */
const wrapped = (lon: number): number => (lon > 180 ? lon - 360 : lon < -180 ? lon + 360 : lon);

const geographic: Projection = { toLonLat: (x, y) => [wrapped(x), y], fromLonLat: (lon, lat) => [lon, lat] };
// EPSG method 1024.
const webMercator: Projection = {
  toLonLat: (x, y) => [wrapped(x / A / DEGREE), (2 * atan(exp(y / A)) - Math.PI / 2) / DEGREE],
  fromLonLat: (lon, lat) => [A * lon * DEGREE, A * ln(tan(Math.PI / 4 + (lat * DEGREE) / 2))],
};
// EPSG method 9835, standard parallel 30 degrees (Snyder 1987, eq. 10-13 to 10-15).
/** Scale along the standard parallel. */
export const K0 = cos(30 * DEGREE) / Math.sqrt(1 - ECCENTRICITY2 * 0.25);
const equalArea: Projection = {
  toLonLat: (x, y) => [wrapped(x / (A * K0) / DEGREE), latitudeOfQ((2 * y * K0) / A) / DEGREE],
  fromLonLat: (lon, lat) => [A * K0 * lon * DEGREE, (A * qOfLatitude(lat * DEGREE)) / (2 * K0)],
};

/** Own deterministic projection of EPSG 4326, 3857, 6933, 32601-32660, 32701-32760. Throws SixfoldError for others. */
export const projection = (epsg: number): Projection => {
  if (epsg === 4326) return geographic;
  if (epsg === 3857) return webMercator;
  if (epsg === 6933) return equalArea;
  const zone = epsg % 100;
  const hundred = (epsg - zone) / 100;
  if (Number.isInteger(epsg) && zone >= 1 && zone <= 60 && (hundred === 326 || hundred === 327))
    return utm(zone, hundred === 327);
  throw new SixfoldError({
    code: "GRID_PROJECTION",
    failure: "usage",
    field: "epsg",
    value: epsg,
    rule: "must be 4326, 3857, 6933, 326xx or 327xx",
  });
};
