import { expect } from "chai";
import fc from "fast-check";

import { gridCovering, latticeOffset, sameLattice } from "../../../../oracle/core/grid/lattice.ts";

const asset = {
  epsg: 32648,
  width: 1000,
  height: 800,
  originX: 527500,
  originY: 1141500,
  pixelWidth: 10,
  pixelHeight: 10,
};

describe("lattice", () => {
  it("covers any box with the fewest whole pixels of the asset", () => {
    const coordinate = fc.double({ min: -5000, max: 15000, noNaN: true });
    const size = fc.double({ min: 0.01, max: 5000, noNaN: true });
    fc.assert(
      fc.property(coordinate, coordinate, size, size, (dx, dy, w, h) => {
        const west = asset.originX + dx;
        const south = asset.originY - dy;
        const grid = gridCovering(asset, [west, south, west + w, south + h]);
        expect(sameLattice(asset, grid)).to.equal(true);
        const east = grid.originX + grid.width * 10;
        const bottom = grid.originY - grid.height * 10;
        expect(grid.originX).to.be.at.most(west);
        expect(east).to.be.at.least(west + w);
        expect(bottom).to.be.at.most(south);
        expect(grid.originY).to.be.at.least(south + h);
        expect(grid.width * 10).to.be.below(w + 20);
        expect(grid.height * 10).to.be.below(h + 20);
      }),
    );
  });

  it("tells where a grid lies on another, also outside it", () => {
    const grid = { ...asset, originX: asset.originX - 30, originY: asset.originY + 20, width: 5, height: 5 };
    expect(latticeOffset(asset, grid)).to.deep.equal({ col: -3, row: -2 });
  });

  it("tells grids apart that differ in CRS, pixel size or by a fraction of a pixel", () => {
    expect(sameLattice(asset, { ...asset, epsg: 32647 })).to.equal(false);
    expect(sameLattice(asset, { ...asset, pixelWidth: 10.001 })).to.equal(false);
    expect(sameLattice(asset, { ...asset, originX: asset.originX + 0.001 })).to.equal(false);
    expect(sameLattice(asset, { ...asset, originX: asset.originX + 5e-6 })).to.equal(true);
  });

  it("refuses an empty or reversed box", () => {
    expect(() => gridCovering(asset, [1, 1, 1, 2])).to.throw("west < east");
    expect(() => gridCovering(asset, [NaN, 1, 2, 2])).to.throw("finite");
  });
});
