import { EQUATOR_RADIUS_M } from "./authalic.ts";
import { K0 } from "./projection.ts";

/** Bounds on the first, second and third derivative of a curve. */
export type Derivatives = readonly [first: number, second: number, third: number];

const DEGREE = Math.PI / 180;
/** Below the 6,364,902 m of UTM: the rectifying radius of WGS84, 6,367,449 m (Karney 2011, eq. 14), times 0.9996. */
const UTM_RADIUS_M = 6_364_000;

/** Of a curve whose parameter runs `by` times as fast. */
export const stretched = ([first, second, third]: Derivatives, by: number): Derivatives => [
  first * by,
  second * by * by,
  third * by * by * by,
];

/**
 * Bounds on the derivatives, along x and y of a CRS and per its unit, of a place's unit vector.
 *
 * With (lambda, phi) the vector is (cos phi cos lambda, cos phi sin lambda, sin phi): all at most 1, in 4326. Mercator's is
 * (sech y cos x, sech y sin x, tanh y): at most 1 along x and 1, 1, 2 along y. Transverse Mercator is the same about a pole
 * on the equator, on the sphere; the ellipsoid composes it with two maps within 0.0034 sin(2 phi) of the identity, the
 * series of UTM out to 3,900 km (0.0016 at most) and conformal to geodetic latitude. The vector of 6933 is
 * (c cos x, c sin x, z), c = sqrt(1 - z^2), so 1 / c, 1 / c^3, 3 / c^5 along y if z were linear in it; on the ellipsoid
 * dz / dy is 0.7 % greater at most and changes by 3 %.
 *
 * @param cosine the least cosine of latitude; only 6933 asks for it.
 */
export const angularRates = (epsg: number, cosine: number): readonly [x: Derivatives, y: Derivatives] => {
  const unit: Derivatives = [1, 1, 1];
  if (epsg === 4326) return [stretched(unit, DEGREE), stretched(unit, DEGREE)];
  if (epsg === 3857) return [stretched(unit, 1 / EQUATOR_RADIUS_M), stretched([1, 1, 2], 1 / EQUATOR_RADIUS_M)];
  if (epsg === 6933) {
    const along = stretched([1.01, 1.05 / cosine, 3.2 / (cosine * cosine)], 1 / cosine);
    return [stretched(unit, 1 / (EQUATOR_RADIUS_M * K0)), stretched(along, K0 / EQUATOR_RADIUS_M)];
  }
  return [stretched([1.02, 1.05, 2.2], 1 / UTM_RADIUS_M), stretched([1.02, 1.05, 1.15], 1 / UTM_RADIUS_M)];
};
