import { expect } from "chai";

import { TAG } from "../../../../oracle/core/tiff/tiff-tags.ts";
import { gdalBand, gdalNodata } from "../../../../oracle/core/tiff/gdal-tags.ts";
import type { TiffDirectory } from "../../../../oracle/core/tiff/tiff-directory.ts";

const directoryWith = (texts: Readonly<Record<number, string>>): TiffDirectory => ({
  href: "mem://x",
  size: 0,
  littleEndian: true,
  numbers: () => undefined,
  text: (tag) => texts[tag],
  geoKey: () => undefined,
});

describe("gdalBand", () => {
  const directory = directoryWith({
    [TAG.gdalMetadata]: `<GDALMetadata>
      <Item name="AREA_OR_POINT">Area</Item>
      <Item name="DESCRIPTION" sample="0" role="description">VV</Item>
      <Item name="SCALE" sample="1" role="scale">0.0001</Item>
      <Item name="OFFSET" sample="1" role="offset">-0.1</Item>
      <Item name="SCALE" sample="2" role="scale">much</Item>
    </GDALMetadata>`,
  });

  it("reads scale, offset and description of each sample", () => {
    expect(gdalBand(directory, 0)).to.deep.equal({ scale: undefined, offset: undefined, description: "VV" });
    expect(gdalBand(directory, 1)).to.deep.equal({ scale: 0.0001, offset: -0.1, description: undefined });
  });

  it("takes what is not a number as absent", () => {
    expect(gdalBand(directory, 2).scale).to.equal(undefined);
    expect(gdalBand(directoryWith({}), 0)).to.deep.equal({
      scale: undefined,
      offset: undefined,
      description: undefined,
    });
  });
});

describe("gdalNodata", () => {
  const nodataOf = (text: string): number | undefined => gdalNodata(directoryWith({ [TAG.gdalNodata]: text }));

  it("reads numbers and NaN", () => {
    expect([nodataOf("-9999"), nodataOf("1e-3"), nodataOf("nan"), nodataOf("-nan")]).to.deep.equal([
      -9999,
      1e-3,
      NaN,
      NaN,
    ]);
    expect([nodataOf(""), nodataOf("none"), gdalNodata(directoryWith({}))]).to.deep.equal([
      undefined,
      undefined,
      undefined,
    ]);
  });
});
