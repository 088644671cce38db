import { boundaryAreaM2 } from "./area.ts";
import { descendantCell, faceIJOfCell, levelOfCell, lonLatOfVector, vectorOfIJ } from "./s2.ts";
import type { Block, LonLat } from "./types.ts";

/** Corners of a cell in turn, longitudes past 180 where it lies over the antimeridian. */
const outlineOf = (cell: bigint): readonly LonLat[] => {
  const { face, i, j } = faceIJOfCell(cell);
  const level = levelOfCell(cell);
  const corners = (
    [
      [0, 0],
      [1, 0],
      [1, 1],
      [0, 1],
      [0, 0],
    ] as const
  ).map(([di, dj]) => lonLatOfVector(vectorOfIJ(face, level, i + di, j + dj)));
  const from = corners[0]![0];
  return corners.map(([lon, lat]) => [lon - 360 * Math.round((lon - from) / 360), lat]);
};

/**
 * Area of all cells that blocks claim, m2, on the WGS84 ellipsoid. The sides of a cell are taken as straight in the
 * lon/lat plane, which for the largest (level 12, 2 km) is within 1e-4 of its area; not for cells that touch a pole.
 */
export const cellsAreaM2 = (blocks: readonly Block[]): number => {
  let sum = 0;
  for (const { cell, bits } of blocks) {
    const level = levelOfCell(cell);
    for (let index = 0; index < 256; index += 1)
      if ((bits >> BigInt(index)) & 1n)
        sum += Math.abs(
          boundaryAreaM2({ type: "MultiPolygon", coordinates: [[outlineOf(descendantCell(cell, level, index))]] }),
        );
  }
  return sum;
};
