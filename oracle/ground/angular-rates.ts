import { EQUATOR_RADIUS_M } from "./authalic.ts";
import { K0 } from "./projection.ts";

const DEGREE = Math.PI / 180;
/** Third derivatives of the unit vector across a Mercator are at most 2 where the first is at most 1. */
const CUBE_ROOT_OF_2 = 1.26;
/** UTM's ellipsoid adds under 3 % to derivatives along its meridian and under 10 % of 1 to third ones. */
const [UTM_ACROSS, UTM_ALONG] = [1.3, 1.05];
const UTM_RADIUS_M = 6_364_000;

/**
 * Bounds, along x and y of a CRS, on how fast the unit vector of a place turns: its first, second and third derivatives
 * are at most the rate, its square and its cube, per unit of the CRS.
 *
 * With (lambda, phi) the vector is (cos phi cos lambda, cos phi sin lambda, sin phi): all derivatives at most 1, in 4326.
 * A Mercator's is (sech y cos x, sech y sin x, tanh y): at most 1 along x and 1, 1, 2 along y. Transverse Mercator is the
 * same about a pole on the equator, on the sphere; on the ellipsoid it is composed with two maps that differ from the
 * identity by under 0.0068 sin(2 phi), harmonics included. The vector of 6933 is (c cos x, c sin x, z) with z linear in
 * y but for a factor within 0.7 % of 1, and c = sqrt(1 - z^2): at most 1 / c, 1 / c^3, 3 / c^5 along y.
 *
 * @param cosine the least cosine of latitude; only 6933 asks for it.
 */
export const angularRates = (epsg: number, cosine: number): readonly [x: number, y: number] => {
  if (epsg === 4326) return [DEGREE, DEGREE];
  if (epsg === 3857) return [1 / EQUATOR_RADIUS_M, CUBE_ROOT_OF_2 / EQUATOR_RADIUS_M];
  if (epsg === 6933) return [1 / (EQUATOR_RADIUS_M * K0), (1.6 * K0) / (EQUATOR_RADIUS_M * cosine * cosine)];
  return [UTM_ACROSS / UTM_RADIUS_M, UTM_ALONG / UTM_RADIUS_M];
};
