import { expect } from "chai";
import { fromArrayBuffer } from "geotiff";

import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import type { RasterValues } from "../../../scripts/simulate/write-geotiff.ts";

const grid = {
  epsg: 32648,
  width: 300,
  height: 270,
  originX: 527500,
  originY: 1141500,
  pixelWidth: 10,
  pixelHeight: 10,
};
const pixels = grid.width * grid.height;

const ramp = (values: RasterValues, step: number): RasterValues => {
  for (let i = 0; i < values.length; i += 1) values[i] = i * step - 7;
  return values;
};

const open = async (bytes: Uint8Array) => (await fromArrayBuffer(bytes.slice().buffer)).getImage();

describe("writeGeoTiff", () => {
  for (const layout of ["strips", "tiles"] as const) {
    for (const compression of ["none", "deflate"] as const) {
      for (const make of [Uint8Array, Uint16Array, Int16Array, Int32Array, Float32Array]) {
        it(`is read back by geotiff: ${make.name}, ${layout}, ${compression}`, async () => {
          const bands = [ramp(new make(pixels), 1), ramp(new make(pixels), 3)].map((values) => ({ values }));
          const image = await open(writeGeoTiff({ grid, bands, layout, compression, nodata: 5 }));
          const read = (await image.readRasters()) as unknown as RasterValues[];
          expect(image.getOrigin().slice(0, 2)).to.deep.equal([grid.originX, grid.originY]);
          expect(image.getResolution().slice(0, 2)).to.deep.equal([10, -10]);
          expect(image.getGeoKeys()?.ProjectedCSTypeGeoKey).to.equal(32648);
          expect(image.getGDALNoData()).to.equal(5);
          bands.forEach(({ values }, i) =>
            expect(Array.from(read[i] as RasterValues)).to.deep.equal(Array.from(values)),
          );
        });
      }
    }
  }

  it("writes equal bytes for equal input", () => {
    const options = {
      grid,
      bands: [{ values: ramp(new Int32Array(pixels), 2), description: "flooded <days>" }],
      nodata: -1,
      compression: "deflate",
    } as const;
    expect(writeGeoTiff(options)).to.deep.equal(writeGeoTiff(options));
  });

  it("names bands in GDAL metadata, escaped", async () => {
    const image = await open(
      writeGeoTiff({ grid, bands: [{ values: new Uint8Array(pixels), description: 'a<b & "c"' }] }),
    );
    expect(await image.fileDirectory.loadValue("GDAL_METADATA")).to.include("a&lt;b &amp; &quot;c&quot;");
  });

  it("refuses bands of different type or length", () => {
    const bad = (values: RasterValues) => () =>
      writeGeoTiff({ grid, bands: [{ values: new Uint8Array(pixels) }, { values }] });
    expect(bad(new Int16Array(pixels))).to.throw("one element type");
    expect(bad(new Uint8Array(3))).to.throw("width x height");
  });
});
