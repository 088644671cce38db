import { edgesOf, pointInBoundary } from "./point-in-boundary.ts";
import { projection } from "./projection.ts";
import { requireGrid } from "./require-grid.ts";
import type { Boundary, Grid, LonLat } from "./types.ts";

type Window = { readonly left: number; readonly right: number; readonly top: number; readonly bottom: number };

/** Boxes wider than this, in degrees, or nearer a pole, are not framed. */
const WIDEST_FRAME = 6;
const LATITUDE_FRAMED = 84;
const FRAME_CUTS = 16;

/** Columns and rows that may hold a boundary: around the image of its lon/lat box, with a pixel and 2 % to spare. */
const windowOf = (grid: Grid, boundary: Boundary): Window => {
  const whole = { left: 0, right: grid.width, top: 0, bottom: grid.height };
  const points = boundary.coordinates.flat(2);
  const reduce = (pick: (a: number, b: number) => number, axis: 0 | 1): number =>
    points.reduce((best, point) => pick(best, point[axis]), points[0]![axis]);
  const [west, south, east, north] = [
    reduce(Math.min, 0),
    reduce(Math.min, 1),
    reduce(Math.max, 0),
    reduce(Math.max, 1),
  ];
  const span = Math.max(east - west, north - south);
  if (span > WIDEST_FRAME || Math.max(-south, north) > LATITUDE_FRAMED) return whole;
  const frame = Array.from({ length: FRAME_CUTS + 1 }, (_, k) => k / FRAME_CUTS).flatMap((t): LonLat[] => [
    [west + (east - west) * t, south],
    [west + (east - west) * t, north],
    [west, south + (north - south) * t],
    [east, south + (north - south) * t],
  ]);
  const { toLonLat, fromLonLat } = projection(grid.epsg);
  const image = frame.map(([lon, lat]) => fromLonLat(lon, lat));
  // A grid that leaves the turn of longitudes that boundaries lie in is walked whole.
  const middle = grid.originY - (grid.height / 2) * grid.pixelHeight;
  const turned = [grid.originX, grid.originX + grid.width * grid.pixelWidth].some(
    (x) => !(Math.abs(fromLonLat(...toLonLat(x, middle))[0] - x) < grid.pixelWidth),
  );
  if (turned) return whole;
  const [xs, ys] = [image.map(([x]) => x), image.map(([, y]) => y)];
  const [x0, x1, y0, y1] = [Math.min(...xs), Math.max(...xs), Math.min(...ys), Math.max(...ys)];
  const [spareX, spareY] = [0.02 * (x1 - x0) + grid.pixelWidth, 0.02 * (y1 - y0) + grid.pixelHeight];
  const within = (value: number, most: number): number => Math.max(0, Math.min(most, Math.floor(value)));
  return {
    left: within((x0 - spareX - grid.originX) / grid.pixelWidth, grid.width),
    right: within((x1 + spareX - grid.originX) / grid.pixelWidth + 1, grid.width),
    top: within((grid.originY - y1 - spareY) / grid.pixelHeight, grid.height),
    bottom: within((grid.originY - y0 + spareY) / grid.pixelHeight + 1, grid.height),
  };
};

/**
 * 1 where a pixel's centre lies inside the boundary (half open at its border), row-major.
 *
 * @throws GroundError GROUND_GRID, GROUND_PROJECTION
 */
export const polygonMask = (grid: Grid, boundary: Boundary): Uint8Array => {
  requireGrid(grid);
  const mask = new Uint8Array(grid.width * grid.height);
  const { toLonLat } = projection(grid.epsg);
  const inside = pointInBoundary(edgesOf(boundary));
  const { left, right, top, bottom } = windowOf(grid, boundary);
  for (let row = top; row < bottom; row++)
    for (let col = left; col < right; col++)
      if (inside(toLonLat(grid.originX + (col + 0.5) * grid.pixelWidth, grid.originY - (row + 0.5) * grid.pixelHeight)))
        mask[row * grid.width + col] = 1;
  return mask;
};
