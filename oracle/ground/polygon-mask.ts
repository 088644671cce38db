import { edgesOf, pointInBoundary } from "./point-in-boundary.ts";
import { projection } from "./projection.ts";
import type { Boundary, Grid } from "./types.ts";

/** 1 where a pixel's centre lies inside the boundary (half open at its border), row-major. */
export const polygonMask = (grid: Grid, boundary: Boundary): Uint8Array => {
  const mask = new Uint8Array(grid.width * grid.height);
  const { toLonLat } = projection(grid.epsg);
  const inside = pointInBoundary(edgesOf(boundary));
  for (let row = 0; row < grid.height; row++)
    for (let col = 0; col < grid.width; col++)
      if (inside(toLonLat(grid.originX + (col + 0.5) * grid.pixelWidth, grid.originY - (row + 0.5) * grid.pixelHeight)))
        mask[row * grid.width + col] = 1;
  return mask;
};
