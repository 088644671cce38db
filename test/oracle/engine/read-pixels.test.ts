import { readdirSync } from "node:fs";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";
import { fromFile } from "geotiff";
import { sha256 } from "viem";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import type { Grid } from "../../../oracle/core/grid/types.ts";
import { TAG } from "../../../oracle/core/tiff/tiff-tags.ts";
import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import { assetGrid } from "../../../oracle/core/assets/asset-grid.ts";
import { fileTransport } from "../../../oracle/transport/file-transport.ts";
import { readPixels } from "../../helpers/read-pixels.ts";
import type { SceneAsset } from "../../../oracle/core/scenes/types.ts";
import { dataFolder, realFile } from "../../helpers/data.ts";
import { skipWithout } from "../../helpers/skip-without.ts";
import { assetAt, bandNamed, memoryTransport, smallGrid } from "../../helpers/tiff.ts";

const href = "mem://scene.tif";
const pixels = smallGrid.width * smallGrid.height;
const floats = Float32Array.from({ length: pixels }, (_, i) => Math.fround(i / 7));
const scene = writeGeoTiff({
  grid: smallGrid,
  bands: [{ values: floats }, { values: floats.map((value) => value + 1) }],
  compression: "deflate",
});
const asset = assetAt(href, [bandNamed("vv"), bandNamed("vh", 1)]);

const read = (
  bytes: Uint8Array,
  wanted: SceneAsset = asset,
  grid: Grid = smallGrid,
  band = "vv",
): Promise<Float32Array> => readPixels(wanted, band, grid, memoryTransport({ [href]: bytes }));

const codeOf = async (work: Promise<unknown>): Promise<string> => {
  try {
    await work;
  } catch (error) {
    if (error instanceof SixfoldError) return error.code;
    throw error;
  }
  return "none";
};

/** Changes a tag's inline value, or its count. */
const patch = (
  bytes: Uint8Array,
  tag: number,
  value: number,
  what: "value" | "count" | "type" | "tag" = "value",
): Uint8Array => {
  const copy = bytes.slice();
  const view = new DataView(copy.buffer);
  for (let at = 10; at < 10 + view.getUint16(8, true) * 12; at += 12) {
    if (view.getUint16(at, true) !== tag) continue;
    if (what === "value") view.setUint32(at + 8, value, true);
    else if (what === "count") view.setUint32(at + 4, value, true);
    else view.setUint16(at + (what === "type" ? 2 : 0), value, true);
    return copy;
  }
  throw new TypeError(`tag ${tag} is not in the file`);
};

describe("reading a band", () => {
  it("gives the physical values of a band over its own grid", async () => {
    expect([...(await read(scene))]).to.deep.equal([...floats]);
    expect([...(await read(scene, asset, smallGrid, "vh"))]).to.deep.equal(
      [...floats].map((value) => Math.fround(value + 1)),
    );
  });

  it("does not observe what lies outside the file", async () => {
    const grid = {
      ...smallGrid,
      originX: smallGrid.originX - 20,
      originY: smallGrid.originY + 10,
      width: 5,
      height: 3,
    };
    const values = await read(scene, asset, grid);
    expect([...values]).to.deep.equal([
      NaN,
      NaN,
      NaN,
      NaN,
      NaN,
      NaN,
      NaN,
      floats[0],
      floats[1],
      floats[2],
      NaN,
      NaN,
      floats[40],
      floats[41],
      floats[42],
    ]);
    const away = await read(scene, asset, { ...smallGrid, originX: smallGrid.originX + 1e5 });
    expect(away.every(Number.isNaN)).to.equal(true);
  });

  it("does not observe nodata of item or file, NaN or infinity", async () => {
    const values = Float32Array.from(floats);
    values.set([-9999, NaN, Infinity, -Infinity, -1]);
    const bytes = writeGeoTiff({ grid: smallGrid, bands: [{ values }], nodata: -9999 });
    const got = await read(bytes, assetAt(href, [bandNamed("vv", 0, { nodata: -1 })]));
    expect([...got.slice(0, 5)].every(Number.isNaN)).to.equal(true);
    expect(got[5]).to.equal(floats[5]);
  });

  it("applies scale and offset once, from the item or the file", async () => {
    const values = Uint16Array.from({ length: pixels }, (_, i) => i);
    const bytes = writeGeoTiff({ grid: smallGrid, bands: [{ values }] });
    const got = await read(bytes, assetAt(href, [bandNamed("vv", 0, { scale: 0.0001, offset: -0.1 })]));
    expect(got[1000]).to.equal(1000 * 0.0001 - 0.1);
  });

  it("is the same from strips and tiles, deflated or not", async () => {
    for (const layout of ["strips", "tiles"] as const) {
      for (const compression of ["none", "deflate"] as const) {
        const bytes = writeGeoTiff({ grid: smallGrid, bands: [{ values: floats }], layout, compression });
        expect([...(await read(bytes))]).to.deep.equal([...floats]);
      }
    }
  });

  it("honours PixelIsPoint by half a pixel", async () => {
    const view = new DataView(scene.slice().buffer);
    const bytes = new Uint8Array(view.buffer);
    for (let at = 10; ; at += 12) {
      if (view.getUint16(at, true) !== TAG.geoKeyDirectory) continue;
      view.setUint16(view.getUint32(at + 8, true) + 22, 2, true);
      break;
    }
    const grid = await assetGrid(asset, memoryTransport({ [href]: bytes }));
    expect([grid.originX, grid.originY]).to.deep.equal([smallGrid.originX - 5, smallGrid.originY + 5]);
  });

  it("never resamples: another CRS, pixel size or a shift within a pixel is refused", async () => {
    for (const change of [{ epsg: 32647 }, { pixelWidth: 20 }, { originX: smallGrid.originX + 3 }]) {
      expect(await codeOf(read(scene, asset, { ...smallGrid, ...change }))).to.equal("ASSET_GRID");
    }
  });

  it("refuses items whose claims contradict the file", async () => {
    const claims: readonly (readonly [Partial<SceneAsset>, string])[] = [
      [{ epsg: 32647 }, "ASSET_CLAIM_CRS"],
      [{ shape: [40, 30] }, "ASSET_CLAIM_SHAPE"],
      [{ transform: [10, 0, 527510, 0, -10, 1141500] }, "ASSET_CLAIM_TRANSFORM"],
      [{ transform: [10, 0, 527500, 0, 10, 1141500] }, "ASSET_CLAIM_TRANSFORM"],
    ];
    for (const [claim, code] of claims) expect(await codeOf(read(scene, { ...asset, ...claim }))).to.equal(code);
    const honest = { epsg: 32648, shape: [30, 40] as const, transform: [10, 0, 527500, 0, -10, 1141500] };
    expect(await codeOf(read(scene, { ...asset, ...honest }))).to.equal("none");
  });

  it("refuses broken, hostile and unreadable files, each with its own rule", async () => {
    const faults: readonly (readonly [Uint8Array, string])[] = [
      [new Uint8Array(64), "TIFF_HEADER"],
      [scene.slice(0, 100), "TIFF_TRUNCATED"],
      [scene.slice(0, scene.length - 10), "TIFF_TRUNCATED"],
      [patch(scene, TAG.imageWidth, 2 ** 30), "TIFF_TOO_LARGE"],
      [patch(scene, TAG.imageLength, 1_000_000), "TIFF_LAYOUT"],
      [patch(scene, TAG.compression, 50_001), "TIFF_COMPRESSION"],
      [patch(scene, TAG.samplesPerPixel, 9_999), "TIFF_TOO_LARGE"],
      [patch(scene, TAG.bitsPerSample, 2 ** 31, "count"), "TIFF_TAG"],
      [patch(scene, TAG.bitsPerSample, 99, "type"), "TIFF_TAG"],
      [patch(scene, TAG.stripOffsets, 5), "TIFF_CORRUPT"],
      [patch(scene, TAG.modelPixelScale, 60_000, "tag"), "TIFF_GEOTRANSFORM_MISSING"],
      [patch(scene, TAG.geoKeyDirectory, 60_000, "tag"), "TIFF_CRS"],
      [patch(scene, TAG.rowsPerStrip, 0), "TIFF_LAYOUT"],
    ];
    for (const [bytes, code] of faults) expect(await codeOf(read(bytes))).to.equal(code);
  });

  it("stops at a deflate bomb", async () => {
    const wide = { ...smallGrid, width: 2000, height: 2000 };
    const bomb = writeGeoTiff({ grid: wide, bands: [{ values: new Uint8Array(4_000_000) }], compression: "deflate" });
    const lying = patch(bomb, TAG.imageWidth, 20);
    expect(await codeOf(read(lying, asset, { ...smallGrid, width: 20 }))).to.equal("TIFF_CORRUPT");
  });

  it("verifies the catalogue's checksum when the whole file was read", async () => {
    const checksum = `1220${sha256(scene).slice(2)}`;
    expect(await codeOf(read(scene, { ...asset, checksum }))).to.equal("none");
    expect(
      await codeOf(read(scene, { ...asset, checksum: checksum.replace(/.$/, (c) => (c === "0" ? "1" : "0")) })),
    ).to.equal("SCENE_CHECKSUM");
  });

  it("refuses an unknown band, and one past the file's samples", async () => {
    expect(await codeOf(read(scene, asset, smallGrid, "hh"))).to.equal("ASSET_BAND_UNKNOWN");
    expect(await codeOf(read(scene, assetAt(href, [bandNamed("vv", 2)])))).to.equal("ASSET_BAND_UNKNOWN");
  });

  it("survives 500 corruptions: equal values or a SixfoldError, nothing else", async function () {
    this.timeout(60_000);
    const whole = { ...asset, checksum: `1220${sha256(scene).slice(2)}` };
    let seed = 12345;
    const next = (below: number): number => {
      seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0;
      return Math.floor((seed / 2 ** 32) * below);
    };
    const outcomes = { equal: 0, refused: 0 };
    for (let i = 0; i < 500; i += 1) {
      const truncated = i % 5 === 0;
      const bytes = truncated ? scene.slice(0, next(scene.length)) : scene.slice();
      if (!truncated) {
        const near = i % 2 === 0 ? Math.min(600, bytes.length) : bytes.length;
        for (let flips = next(4); flips >= 0; flips -= 1) bytes[next(near)] = next(256);
      }
      for (const wanted of [whole, asset]) {
        try {
          const values = await read(bytes, wanted);
          if (wanted === whole) {
            expect([...values]).to.deep.equal([...floats]);
            outcomes.equal += 1;
          }
        } catch (error) {
          expect(error).to.be.instanceOf(SixfoldError);
          outcomes.refused += 1;
        }
      }
    }
    expect(outcomes.refused).to.be.above(400);
  });

  describe("against geotiff on real scenes", () => {
    for (const folder of ["rice", "peat/pyrate_small", "forest", "fire_flood", "seagrass", "change", "ccs"]) {
      it(`reads every value of ${folder} alike`, async function () {
        skipWithout(this, realFile(folder));
        const path = join(dataFolder, folder);
        this.timeout(120_000);
        const transport = fileTransport(dataFolder);
        let compared = 0;
        for (const file of readdirSync(path).filter((name) => name.endsWith(".tif"))) {
          const image = await (await fromFile(join(path, file))).getImage();
          if (image.getWidth() * image.getHeight() * image.getSamplesPerPixel() > 1_500_000) continue;
          const last = image.getSamplesPerPixel() - 1;
          const real = assetAt(pathToFileURL(join(path, file)).href, [bandNamed("first"), bandNamed("last", last)]);
          const keys = image.getGeoKeys();
          const userDefined = keys?.ProjectedCSTypeGeoKey === 32767;
          if (userDefined) {
            expect(await codeOf(assetGrid(real, transport))).to.equal("TIFF_CRS");
            continue;
          }
          const grid = await assetGrid(real, transport);
          expect([grid.originX, grid.originY]).to.deep.equal(image.getOrigin().slice(0, 2));
          const nodata = image.getGDALNoData();
          const peer = (await image.readRasters({ samples: [0, last] })) as unknown as ArrayLike<number>[];
          for (const [i, band] of ["first", "last"].entries()) {
            const values = await readPixels(real, band, grid, transport);
            const expected = Float32Array.from(peer[i] as ArrayLike<number>, (value) =>
              Number.isFinite(value) && value !== nodata && value !== Math.fround(nodata ?? NaN) ? value : NaN,
            );
            expect(Buffer.from(values.buffer).equals(Buffer.from(expected.buffer)), `${file} ${band}`).to.equal(true);
            compared += values.length;
          }
        }
        expect(compared).to.be.above(0);
      });
    }
  });
});
