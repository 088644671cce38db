import type { LonLat } from "../core/grid/types.ts";
import type { Boundary } from "../core/ground/types.ts";

/**
 * West, south, east, north in degrees around boundaries, for asking an archive. Where ground crosses the antimeridian
 * the box goes around the Earth: it finds too many scenes, never too few.
 */
export const boundaryBox = (boundaries: readonly Boundary[]): readonly [number, number, number, number] => {
  const points: readonly LonLat[] = boundaries.flatMap(({ coordinates }) => coordinates.flat(2));
  const extreme = (pick: (a: number, b: number) => number, axis: 0 | 1): number =>
    points.map((point) => point[axis]).reduce((a, b) => pick(a, b));
  return [extreme(Math.min, 0), extreme(Math.min, 1), extreme(Math.max, 0), extreme(Math.max, 1)];
};
