import { expect } from "chai";

import { SceneError } from "../../../oracle/errors.ts";
import { writeGeoTiff } from "../../../oracle/raster/write-geotiff.ts";
import { decodePool } from "../../../oracle/scenes/decode-pool.ts";
import { readBand } from "../../../oracle/scenes/read-band.ts";
import { assetAt, bandNamed, memoryTransport, smallGrid } from "../../helpers/tiff.ts";

const href = "mem://scene.tif";
const grid = { ...smallGrid, width: 600, height: 700 };
const values = Float32Array.from({ length: grid.width * grid.height }, (_, i) => Math.fround(i / 7));
const scene = writeGeoTiff({ grid, bands: [{ values }], layout: "tiles", compression: "deflate" });
const asset = assetAt(href, [bandNamed("vv")]);

describe("decodePool", () => {
  it("test_L13_gives_the_values_of_one_thread_and_ends", async () => {
    const transport = memoryTransport({ [href]: scene });
    const alone = await readBand(asset, "vv", grid, transport);
    for (const threads of [1, 2]) {
      const pool = decodePool(threads);
      try {
        expect(await readBand(asset, "vv", grid, transport, undefined, pool.decode)).to.deep.equal(alone);
      } finally {
        await pool.close();
      }
    }
  });

  it("refuses a corrupt block as one thread does", async () => {
    const bytes = scene.slice();
    bytes.fill(255, bytes.length - 1000);
    const pool = decodePool(2);
    try {
      const transport = memoryTransport({ [href]: bytes });
      const error: unknown = await readBand(asset, "vv", grid, transport, undefined, pool.decode).catch(
        (thrown: unknown) => thrown,
      );
      expect(error).to.be.instanceOf(SceneError);
      expect((error as SceneError).code).to.equal("SCENE_CORRUPT");
    } finally {
      await pool.close();
    }
  });
});
