import { projection } from "./projection.ts";
import { cellId, cellOfLonLat, levelOfCell } from "./s2.ts";
import type { Block, Grid } from "./types.ts";

/** 1 where a pixel's centre lies in a claimed cell (L2), row-major. */
export const groundMask = (grid: Grid, blocks: readonly Block[]): Uint8Array => {
  const mask = new Uint8Array(grid.width * grid.height);
  const { toLonLat } = projection(grid.epsg);
  const claimed = new Map(blocks.map(({ cell, bits }) => [cell, bits]));
  const levels = [8, 12, 16].filter((level) => blocks.some(({ cell }) => levelOfCell(cell) === level));
  const deepest = Math.max(0, ...levels) + 4;
  const known = new Map<number, number>();
  const width = 2 ** deepest;
  for (let row = 0; row < grid.height; row++)
    for (let col = 0; col < grid.width; col++) {
      const [lon, lat] = toLonLat(
        grid.originX + (col + 0.5) * grid.pixelWidth,
        grid.originY - (row + 0.5) * grid.pixelHeight,
      );
      const at = cellOfLonLat(lon, lat, deepest);
      const key = (at.face * width + at.i) * width + at.j;
      let value = known.get(key);
      if (value === undefined) {
        value = levels.some((level) => {
          const up = (to: number): bigint =>
            cellId(
              { face: at.face, i: Math.floor(at.i / 2 ** (deepest - to)), j: Math.floor(at.j / 2 ** (deepest - to)) },
              to,
            );
          const index = (up(level + 4) >> BigInt(61 - 2 * (level + 4))) & 255n;
          return (((claimed.get(up(level)) ?? 0n) >> index) & 1n) === 1n;
        })
          ? 1
          : 0;
        known.set(key, value);
      }
      mask[row * grid.width + col] = value;
    }
  return mask;
};
