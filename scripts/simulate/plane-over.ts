import { latticeOffset } from "../../oracle/core/grid/lattice.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";

/** A plane of a simulated map over another grid of its lattice; NaN beyond the map. */
export const planeOver = (map: Grid, values: Float32Array, grid: Grid): Float32Array => {
  const { col, row } = latticeOffset(map, grid)!;
  return Float32Array.from({ length: grid.width * grid.height }, (_, at) => {
    const [x, y] = [col + (at % grid.width), row + Math.floor(at / grid.width)];
    const isInside = x >= 0 && y >= 0 && x < map.width && y < map.height;
    return isInside ? (values[y * map.width + x] as number) : NaN;
  });
};
