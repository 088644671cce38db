import { orientation } from "../grid/orientation.ts";
import type { LonLat } from "../grid/types.ts";
import type { Boundary } from "./types.ts";

export type Edge = { readonly low: LonLat; readonly high: LonLat };
const MOST_BANDS = 4096;

/** Edges of a boundary, lower end first, so that neighbours judge a shared edge by the same arithmetic. */
export const edgesOf = (boundary: Boundary): readonly Edge[] =>
  boundary.coordinates.flat().flatMap((ring) =>
    ring.slice(1).map((b, k) => {
      const a = ring[k]!;
      return a[1] <= b[1] ? { low: a, high: b } : { low: b, high: a };
    }),
  );

/** Exact even-odd test, half open: a point on a shared border belongs to exactly one of the two sides. */
export const pointInBoundary = (edges: readonly Edge[]): ((point: LonLat) => boolean) => {
  let south = 90;
  let north = -90;
  for (const { low, high } of edges) {
    south = Math.min(south, low[1]);
    north = Math.max(north, high[1]);
  }
  const count = Math.max(1, Math.min(MOST_BANDS, edges.length));
  const scale = count / Math.max(north - south, 1e-12);
  const band = (lat: number): number => Math.max(0, Math.min(count - 1, Math.floor((lat - south) * scale)));
  const bands: Edge[][] = Array.from({ length: count }, () => []);
  for (const edge of edges) {
    if (edge.low[1] === edge.high[1]) continue;
    for (let k = band(edge.low[1]); k <= band(edge.high[1]); k++) bands[k]!.push(edge);
  }
  return (point) => {
    const lat = point[1];
    if (lat < south || lat > north) return false;
    let inside = false;
    for (const { low, high } of bands[band(lat)]!)
      if (low[1] <= lat && lat < high[1] && orientation(low, high, point) > 0) inside = !inside;
    return inside;
  };
};
