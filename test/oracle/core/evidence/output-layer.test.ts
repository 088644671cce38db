import { expect } from "chai";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { outputLayer } from "../../../../oracle/core/evidence/output-layer.ts";
import type { ManifestOutput } from "../../../../oracle/core/evidence/manifest.ts";
import { quicklook } from "../../../../oracle/core/picture/quicklook.ts";
import type { Layer } from "../../../../oracle/core/raster/layer.ts";
import { cog } from "../../../../oracle/core/tiff/cog.ts";
import { gather } from "../../../../oracle/core/tiff/piece.ts";
import { writeGeoTiff } from "../../../../scripts/simulate/write-geotiff.ts";
import { hashed, layerOf, valuesOf } from "../../../helpers/layers.ts";
import { evidenceError } from "./samples.ts";

const outputOf = ({ name, unit, scale, nodata }: Layer): ManifestOutput => ({
  path: `outputs/${name}.tif`,
  sha256: `0x${"00".repeat(32)}`,
  ...{ name, unit, scale, nodata },
});

describe("a map of a bundle", () => {
  it("is the layer that it was written from: every int32, over edges of tiles, and the same picture", async () => {
    for (const size of [
      [1, 1],
      [700, 530],
      [513, 1025],
    ] as const)
      // prettier-ignore
      for (const valueOf of [hashed, (col: number, row: number) => (row % 7 === 0 ? -1 : Math.floor(col / 100))]) {
        const layer = layerOf(size, valueOf, { unit: "cm", scale: 0.1 });
        const read = await outputLayer(outputOf(layer), await gather(cog(layer)));
        expect({ ...read, rows: valuesOf(read) }).to.deep.equal({ ...layer, rows: valuesOf(layer) });
        expect(Buffer.from(await quicklook(read)).equals(await quicklook(layer))).to.equal(true);
      }
  });

  it("is refused by its path where a tile is broken, or the file is another kind of TIFF", async () => {
    const layer = layerOf([600, 20], hashed);
    const bytes = await gather(cog(layer));
    const broken = await outputLayer(outputOf(layer), bytes.fill(0, bytes.length - 4000));
    const error = await evidenceError(() => quicklook(broken));
    expect(error).to.be.instanceOf(SixfoldError);
    expect(error).to.include({ code: "EVIDENCE_OUTPUT_INVALID", field: "outputs/made.tif" });
    const values = new Uint8Array(600 * 20);
    const other = writeGeoTiff({
      grid: layer.grid,
      bands: [{ values }],
      nodata: 255,
      layout: "tiles",
      compression: "none",
    });
    const refused = await evidenceError(() => outputLayer(outputOf(layer), other));
    expect(refused.rule).to.match(/^a map is stored as/);
  });
});
