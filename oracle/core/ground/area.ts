import { EQUATOR_RADIUS_M, qOfLatitude } from "../grid/authalic.ts";
import type { Boundary, Ring } from "./types.ts";

const DEGREE = Math.PI / 180;
const STEP_DEGREES = 0.25;

/** Integral of q over longitude along straight lon/lat edges, Simpson's rule on steps of at most 0.25 degrees of latitude. */
const ringIntegral = (ring: Ring): number => {
  const q0 = qOfLatitude(ring[0]![1] * DEGREE);
  return ring.slice(1).reduce((sum, b, k) => {
    const a = ring[k]!;
    const steps = Math.max(1, Math.ceil(Math.abs(b[1] - a[1]) / STEP_DEGREES));
    const at = (t: number): number => qOfLatitude((a[1] + (b[1] - a[1]) * t) * DEGREE) - q0;
    let mean = 0;
    for (let m = 0; m < steps; m++) mean += (at(m / steps) + 4 * at((m + 0.5) / steps) + at((m + 1) / steps)) / 6;
    return sum + (b[0] - a[0]) * DEGREE * (mean / steps);
  }, 0);
};

/**
 * Area of a boundary on the WGS84 ellipsoid, m2, its sides straight in the lon/lat plane. Within 1e-7 of GeographicLib
 * on shapes of 1 to 1,000,000 ha with sides cut short.
 */
export const boundaryAreaM2 = (boundary: Boundary): number =>
  ((EQUATOR_RADIUS_M * EQUATOR_RADIUS_M) / 2) *
  boundary.coordinates.reduce((sum, polygon) => sum + polygon.reduce((part, ring) => part - ringIntegral(ring), 0), 0);
