import { expect } from "chai";

import { boundaryAreaM2 } from "../../../oracle/ground/area.ts";
import { cellsAreaM2 } from "../../../oracle/ground/cells-area.ts";
import { coverBoundary } from "../../../oracle/ground/cover.ts";
import { cellId, cellOfLonLat, parentCell } from "../../../oracle/ground/s2.ts";
import type { Block } from "../../../oracle/ground/types.ts";
import { lobedShape } from "../../helpers/shapes.ts";

describe("area of cells", () => {
  it("is the boundary's for a cover of many cells", () => {
    for (const [areaHa, edgeLevel, tolerance] of [
      [1000, 20, 1e-3],
      [100_000, 16, 1e-3],
    ] as const) {
      const boundary = lobedShape(areaHa, 105.2, 10.4, 1);
      const ratio = cellsAreaM2(coverBoundary(boundary, edgeLevel)) / boundaryAreaM2(boundary);
      expect(Math.abs(ratio - 1)).to.be.lessThan(tolerance);
    }
  });

  it("is the same at whatever level the same ground is claimed, over the antimeridian too", () => {
    const ALL = (1n << 256n) - 1n;
    for (const [lon, lat] of [
      [140, 40],
      [-70, -52],
      [180, 65],
      [-180, 1e-9],
    ] as const) {
      const fine = cellId(cellOfLonLat(lon, lat, 16), 16);
      const parent = parentCell(fine, 12);
      const coarse: Block = { cell: parent, bits: 1n << ((fine >> 29n) & 255n) };
      const ratio = cellsAreaM2([{ cell: fine, bits: ALL }]) / cellsAreaM2([coarse]);
      expect(Math.abs(ratio - 1), `${lon} ${lat}`).to.be.lessThan(1e-4);
      expect(cellsAreaM2([coarse])).to.be.within(10_000, 30_000);
    }
  });
});
