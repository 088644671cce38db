import { inflateSync } from "node:zlib";

import { expect } from "chai";

import { quicklook } from "../../../oracle/raster/quicklook.ts";
import { writePng } from "../../../oracle/raster/write-png.ts";
import { layerOf } from "../../helpers/layers.ts";

describe("writePng", () => {
  it("holds the pixels, a header and a known checksum", () => {
    const rgba = Uint8Array.from({ length: 2 * 3 * 4 }, (_, i) => i * 9);
    const png = Buffer.from(writePng(rgba, 2, 3));
    expect(png.subarray(1, 4).toString()).to.equal("PNG");
    expect([png.readUInt32BE(16), png.readUInt32BE(20)]).to.deep.equal([2, 3]);
    const rows = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    for (let row = 0; row < 3; row += 1) {
      expect([...rows.subarray(row * 9 + 1, row * 9 + 9)]).to.deep.equal([...rgba.subarray(row * 8, row * 8 + 8)]);
    }
    expect(png.subarray(-4).toString("hex")).to.equal("ae426082");
  });

  it("refuses a wrong length", () => {
    expect(() => writePng(new Uint8Array(5), 1, 1)).to.throw("four bytes per pixel");
  });
});

describe("quicklook", () => {
  it("is equal for equal layers and leaves nodata transparent", () => {
    const layer = layerOf([2, 1], (col) => [-9, 4][col]!, { nodata: -9 });
    const png = Buffer.from(quicklook(layer));
    expect(Buffer.from(quicklook(layer)).equals(png)).to.equal(true);
    const row = inflateSync(png.subarray(41, 41 + png.readUInt32BE(33)));
    expect(row[4]).to.equal(0);
    expect(row[8]).to.equal(255);
  });
});
