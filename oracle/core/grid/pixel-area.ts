import type { Window } from "./window.ts";
import { EQUATOR_RADIUS_M, qOfLatitude } from "./authalic.ts";
import { patchThrough } from "./quadratic-patch.ts";
import type { Patch } from "./quadratic-patch.ts";
import { requireWindow } from "./require-grid.ts";
import { placesOf } from "./places.ts";
import type { Grid } from "./types.ts";
import { utmAreaScale } from "./utm.ts";

const DEGREE = Math.PI / 180;
const HALF_A2 = (EQUATOR_RADIUS_M * EQUATOR_RADIUS_M) / 2;
/** The scale of UTM is interpolated over tiles of at most this side, or one pixel: within 1e-10 of it. */
const TILE_M = 4096;
const MOST_PIXELS = 256;

const isUtm = (epsg: number): boolean => epsg > 32600 && epsg < 32761;
const near = (turn: number): number => turn - 2 * Math.PI * Math.round(turn / (2 * Math.PI));

/** Longitude depends on the column alone and latitude on the row: a zone's exact area (Snyder 1987, eq. 3-12). */
const areasInZones = (grid: Grid, { col, row, width, height }: Window): Float64Array => {
  const at = placesOf(grid);
  const meridians = Float64Array.from({ length: width + 1 }, (_, c) => at(col + c, row)[0] * DEGREE);
  const spans = Float64Array.from({ length: width }, (_, c) => Math.abs(near(meridians[c + 1]! - meridians[c]!)));
  const areas = new Float64Array(width * height);
  let upper = qOfLatitude(at(col, row)[1] * DEGREE);
  for (let r = 0; r < height; r++) {
    const lower = qOfLatitude(at(col, row + r + 1)[1] * DEGREE);
    const from = r * width;
    for (let c = 0; c < width; c++) areas[from + c] = HALF_A2 * (spans[c]! * (upper - lower));
    upper = lower;
  }
  return areas;
};

/** Tiles that lie on the grid, so that a pixel's area does not depend on the window. */
const areasInUtm = (grid: Grid, { col, row, width, height }: Window): Float64Array => {
  const { originX, originY, pixelWidth, pixelHeight } = grid;
  const scale = utmAreaScale(grid.epsg > 32700);
  const [tileWidth, tileHeight] = [pixelWidth, pixelHeight].map((pixel) =>
    Math.max(1, Math.min(MOST_PIXELS, Math.floor(TILE_M / pixel))),
  ) as [number, number];
  const patchOf = (left: number, top: number): Patch =>
    patchThrough(
      [0, 0.5, 1].flatMap((y) =>
        [0, 0.5, 1].map(
          (x) =>
            pixelWidth *
            pixelHeight *
            scale(originX + (left + x * tileWidth) * pixelWidth, originY - (top + y * tileHeight) * pixelHeight),
        ),
      ),
    );
  const areas = new Float64Array(width * height);
  for (let top = row - (row % tileHeight); top < row + height; top += tileHeight)
    for (let left = col - (col % tileWidth); left < col + width; left += tileWidth) {
      const patch = patchOf(left, top);
      const [first, end] = [Math.max(left, col), Math.min(left + tileWidth, col + width)];
      for (let r = Math.max(top, row); r < Math.min(top + tileHeight, row + height); r++) {
        const y = (2 * (r - top) + 1) / tileHeight - 1;
        const [a, b, c] = [0, 3, 6].map((k) => patch[k]! + y * (patch[k + 1]! + y * patch[k + 2]!)) as [
          number,
          number,
          number,
        ];
        const from = (r - row) * width - col;
        for (let at = first; at < end; at++) {
          const x = (2 * (at - left) + 1) / tileWidth - 1;
          areas[from + at] = a + x * (b + x * c);
        }
      }
    }
  return areas;
};

/**
 * Areas of the pixels of a window on the WGS84 ellipsoid, m2, row-major: a zone's exact area for 4326, 3857 and 6933; for
 * UTM the map's area over the square of its scale at the pixel's centre, within 2e-5 m2 of GeographicLib for pixels of 10
 * to 100 m: as much as that one's own rounding, whatever the pixel. A pixel's area depends on the grid, not on the window.
 *
 * @param window within the grid.
 * @throws SixfoldError GRID_INVALID, GRID_PROJECTION, GRID_WINDOW
 */
export const pixelAreas = (grid: Grid, window: Window): Float64Array => {
  requireWindow(grid, window);
  return isUtm(grid.epsg) ? areasInUtm(grid, window) : areasInZones(grid, window);
};
