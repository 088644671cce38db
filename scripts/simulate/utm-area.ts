import type { Point } from "./field-layout.ts";

/** UTM's scale on its central meridian, and the mean radius of the Earth, metres. */
const CENTRAL_SCALE = 0.9996;
const FALSE_EASTING_M = 500_000;
const RADIUS_M = 6_371_000;

/**
 * Area on the ellipsoid of a small ring in UTM: the planar area over the square of the point scale
 * k = 0.9996 (1 + d^2 / 2 R^2), d the distance from the central meridian; within 1e-6 of it for a field of a hectare.
 */
export const utmAreaM2 = (ring: readonly Point[]): number => {
  let twice = 0;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [[ax, ay], [bx, by]] = [ring[i] as Point, ring[i + 1] as Point];
    twice += ax * by - bx * ay;
  }
  const offset = (ring[0] as Point)[0] - FALSE_EASTING_M;
  const scale = CENTRAL_SCALE * (1 + (offset * offset) / (2 * RADIUS_M * RADIUS_M));
  return Math.abs(twice) / 2 / (scale * scale);
};
