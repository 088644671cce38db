import { expect } from "chai";

import { boundaryAreaM2 } from "../../../../oracle/core/ground/area.ts";
import { parseBoundary } from "../../../../oracle/core/ground/boundary.ts";
import { cellsAreaM2 } from "../../../../oracle/core/ground/cells-area.ts";
import { coverBoundary } from "../../../../oracle/core/ground/cover.ts";
import { cellId, cellOfLonLat, lonLatOfVector, vectorOfIJ } from "../../../../oracle/core/ground/s2.ts";
import type { LonLat } from "../../../../oracle/core/grid/types.ts";

const ALL_BITS = (1n << 256n) - 1n;

/** A cell's outline, each side cut into pieces short enough to be straight. */
const outline = (lon: number, lat: number, level: number): readonly LonLat[] => {
  const { face, i, j } = cellOfLonLat(lon, lat, level);
  const pieces = 256;
  const at = (di: number, dj: number) => lonLatOfVector(vectorOfIJ(face, level, i + di, j + dj));
  const steps = Array.from({ length: pieces }, (_, k) => k / pieces);
  const ring = [
    ...steps.map((t) => at(t, 0)),
    ...steps.map((t) => at(1, t)),
    ...steps.map((t) => at(1 - t, 1)),
    ...steps.map((t) => at(0, 1 - t)),
  ];
  return [...ring, ring[0]!];
};

describe("ground/cells-area", () => {
  it("is the area within a cell's outline, at every level of parents and from the equator to near the pole", () => {
    for (const [lon, lat] of [
      [105.2, 10.4],
      [0.01, 0.01],
      [139.7, 35.6],
      [-44.9, -22.5],
      [12.3, 60.1],
      [77, 84.9],
    ] as const)
      for (const level of [8, 12, 16]) {
        const outlined = Math.abs(boundaryAreaM2({ type: "MultiPolygon", coordinates: [[outline(lon, lat, level)]] }));
        const cells = cellsAreaM2([{ cell: cellId(cellOfLonLat(lon, lat, level), level), bits: ALL_BITS }]);
        // A side of 140 m in 256 pieces: rounding of the outline's own corners shows.
        expect(Math.abs(cells / outlined - 1), `${lon} ${lat} level ${level}`).to.be.below(level === 16 ? 1e-6 : 1e-7);
      }
  });

  it("comes close to the area of a boundary as its cells become small", () => {
    const [west, south, size] = [105.2, 10.4, 0.05];
    const ring = [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ];
    const boundary = parseBoundary({ type: "Polygon", coordinates: [ring] });
    const area = boundaryAreaM2(boundary);
    const off = (level: 16 | 20): number => Math.abs(cellsAreaM2(coverBoundary(boundary, level)) / area - 1);
    expect(off(16)).to.be.below(0.01);
    expect(off(20)).to.be.below(0.0005);
  });
});
