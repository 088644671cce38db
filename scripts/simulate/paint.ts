import type { Grid } from "../../oracle/core/grid/types.ts";
import type { FieldPlot, Point } from "./field-layout.ts";

/** How much of a pixel, 0 to 1, belongs to each field it touches; the rest is ridge. */
export type PixelShare = { readonly field: number; readonly share: number };

/** Sub-pixels per side: shares are exact to one sixteenth. */
const SUB = 4;

const contains = (ring: readonly Point[], x: number, y: number): boolean => {
  let inside = false;
  for (let i = 0; i + 1 < ring.length; i += 1) {
    const [ax, ay] = ring[i] as Point;
    const [bx, by] = ring[i + 1] as Point;
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * (bx - ax)) inside = !inside;
  }
  return inside;
};

/** Shares of fields per pixel, row-major; an empty list is a pixel outside all fields. */
export const fieldShares = (grid: Grid, plots: readonly FieldPlot[]): readonly (readonly PixelShare[])[] => {
  const shares = Array.from({ length: grid.width * grid.height }, (): PixelShare[] => []);
  plots.forEach(({ ring }, field) => {
    const xs = ring.map(([x]) => x);
    const ys = ring.map(([, y]) => y);
    const firstCol = Math.floor((Math.min(...xs) - grid.originX) / grid.pixelWidth);
    const lastCol = Math.floor((Math.max(...xs) - grid.originX) / grid.pixelWidth);
    const firstRow = Math.floor((grid.originY - Math.max(...ys)) / grid.pixelHeight);
    const lastRow = Math.floor((grid.originY - Math.min(...ys)) / grid.pixelHeight);
    for (let row = firstRow; row <= lastRow; row += 1) {
      for (let col = firstCol; col <= lastCol; col += 1) {
        let hits = 0;
        for (let sub = 0; sub < SUB * SUB; sub += 1) {
          const x = grid.originX + (col + ((sub % SUB) + 0.5) / SUB) * grid.pixelWidth;
          const y = grid.originY - (row + (Math.floor(sub / SUB) + 0.5) / SUB) * grid.pixelHeight;
          if (contains(ring, x, y)) hits += 1;
        }
        if (hits > 0) shares[row * grid.width + col]?.push({ field, share: hits / (SUB * SUB) });
      }
    }
  });
  return shares;
};
