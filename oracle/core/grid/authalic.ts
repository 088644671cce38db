import { asin, ln, sin } from "../math.ts";

export const EQUATOR_RADIUS_M = 6378137; // WGS84
export const FLATTENING = 1 / 298.257223563; // WGS84
export const ECCENTRICITY2 = FLATTENING * (2 - FLATTENING);
const E = Math.sqrt(ECCENTRICITY2);

const qOfSine = (s: number): number =>
  (1 - ECCENTRICITY2) * (s / (1 - ECCENTRICITY2 * s * s) + ln((1 + E * s) / (1 - E * s)) / (2 * E));
/** Snyder 1987 eq. 3-12: a zone's area is a^2 / 2 * (longitude span, rad) * (difference of q). Latitude in radians. */
export const qOfLatitude = (latitude: number): number => qOfSine(sin(latitude));

/** Latitude in radians of q, by Newton on the sine (dq/ds is smooth to the poles). */
export const latitudeOfQ = (q: number): number => {
  let s = q / qOfSine(1);
  for (let k = 0; k < 6; k++) {
    const w = 1 - ECCENTRICITY2 * s * s;
    s = Math.max(-1, Math.min(1, s - ((qOfSine(s) - q) * w * w) / (2 * (1 - ECCENTRICITY2))));
  }
  return asin(s);
};
