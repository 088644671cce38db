import { createHash } from "node:crypto";

import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { cog, flavourFor } from "../../../../oracle/core/tiff/cog.ts";
import { encodeTile, LONGEST_TILE_BYTES } from "../../../../oracle/core/tiff/encode-tile.ts";
import type { Layer } from "../../../../oracle/core/raster/layer.ts";
import { gather } from "../../../../oracle/core/tiff/piece.ts";
import { BIG, CLASSIC } from "../../../../oracle/core/tiff/write-directory.ts";
import { hashed, layerOf, valuesOf } from "../../../helpers/layers.ts";
import { readPixels } from "../../../helpers/read-pixels.ts";
import { readDirectories, readTiles, textOf } from "../../../helpers/read-tiff.ts";
import { assetAt, bandNamed, memoryTransport } from "../../../helpers/tiff.ts";

const NODATA = -1;
const LAST = 2 ** 31 - 1;

/** Noise over all of int32 with some of it unobserved. */
const noisy = (col: number, row: number): number => (hashed(col, row) % 5 === 0 ? NODATA : hashed(row, col));

const LAYOUTS: Readonly<Record<string, Layer>> = {
  "one pixel": layerOf([1, 1], noisy),
  "a whole tile": layerOf([512, 512], noisy),
  "one column more than a tile": layerOf([513, 512], noisy),
  "wide and narrow": layerOf([2100, 3], noisy),
  "tall and narrow": layerOf([1, 1800], noisy),
  "several tiles either way": layerOf([1100, 700], noisy),
  "nothing but nodata": layerOf([700, 600], () => NODATA),
  "the ends of int32": layerOf([530, 10], (col) => (col % 2 === 0 ? -(2 ** 31) : LAST), { nodata: LAST }),
};

const decimated = (layer: Layer, step: number): readonly number[] => {
  const { width, height } = layer.grid;
  const values = valuesOf(layer);
  const kept: number[] = [];
  for (let row = 0; row < height; row += step)
    for (let col = 0; col < width; col += step) kept.push(values[row * width + col]!);
  return kept;
};

/** Every directory's pixels against the layer and its plain decimations. */
const expectPixels = (bytes: Uint8Array, layer: Layer): void => {
  const directories = readDirectories(bytes);
  directories.forEach((directory, level) => {
    const wanted = decimated(layer, 2 ** level);
    const wrong = readTiles(bytes, directory).findIndex((value, i) => value !== wanted[i]);
    expect(wrong, `level ${level}`).to.equal(-1);
    expect(directory.tags.get(256)![0]! * directory.tags.get(257)![0]!, `level ${level}`).to.equal(wanted.length);
  });
};

/** The rules of a cloud-optimised GeoTIFF and of each promise in its ghost area, written down anew. */
const expectCloudOptimised = (bytes: Uint8Array, layer: Layer): void => {
  const directories = readDirectories(bytes);
  const view = new DataView(bytes.buffer, bytes.byteOffset);
  const header = view.getUint16(2, true) === 43 ? 16 : 8;
  const ghost = Buffer.from(bytes.subarray(header, directories[0]!.at)).toString("latin1");
  const [, size, promises] = /^GDAL_STRUCTURAL_METADATA_SIZE=(\d{6}) bytes\n([^]*)$/.exec(ghost)!;
  expect(promises!.slice(0, Number(size))).to.equal(
    "LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\n" +
      "BLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n ",
  );
  expect(directories[0]!.at, "the first directory follows the ghost area at an even offset").to.equal(
    2 * Math.ceil((header + 43 + Number(size)) / 2),
  );
  directories.forEach(({ at, tags }, level) => {
    expect([...tags.keys()], "tags ascend").to.deep.equal([...tags.keys()].sort((a, b) => a - b));
    expect(at % 2, "directories start at even offsets").to.equal(0);
    if (level > 0) expect(at, "directories do not overlap").to.be.at.least(directories[level - 1]!.end);
    expect(tags.get(254)?.[0] ?? 0, "overviews are reduced images").to.equal(level === 0 ? 0 : 1);
    expect([tags.get(256)![0], tags.get(257)![0]], "halves, rounded up").to.deep.equal(
      [layer.grid.width, layer.grid.height].map((side) => Math.ceil(side / 2 ** level)),
    );
    expect(tags.get(324)!.length > 1, "only the smallest is one tile").to.equal(level < directories.length - 1);
  });
  // From the end of the directories to the end of the file there is nothing but tiles: smallest overview first, row by
  // row, each with its size before it and its last bytes after it.
  let at = directories.at(-1)!.end;
  at += at % 2;
  for (const { tags } of directories.toReversed())
    tags.get(324)!.forEach((offset, tile) => {
      const count = tags.get(325)![tile]!;
      expect([offset, view.getUint32(at, true)], `tile ${tile}`).to.deep.equal([at + 4, count]);
      expect(view.getUint32(offset + count - 4), "the last bytes again").to.equal(view.getUint32(offset + count));
      at = offset + count + 4;
    });
  expect(at).to.equal(bytes.length);
};

describe("cog", function () {
  this.timeout(60_000);

  for (const [name, layer] of Object.entries(LAYOUTS)) {
    it(`holds the layer and its overviews, cloud-optimised: ${name}`, async () => {
      for (const flavour of [CLASSIC, BIG]) {
        const bytes = await gather(cog(layer, flavour));
        expectCloudOptimised(bytes, layer);
        expectPixels(bytes, layer);
      }
    });

    it(`is read by the engine as it was written: ${name}`, async () => {
      const wanted = valuesOf(layer);
      for (const flavour of [CLASSIC, BIG]) {
        const transport = memoryTransport({ "file:///layer.tif": await gather(cog(layer, flavour)) });
        const read = await readPixels(assetAt("file:///layer.tif", [bandNamed("a")]), "a", layer.grid, transport);
        const same = (value: number, i: number) =>
          Object.is(value, wanted[i] === layer.nodata ? NaN : Math.fround(wanted[i]!));
        expect(read.findIndex((value, i) => !same(value, i))).to.equal(-1);
      }
    });
  }

  it("holds any layer of any shape", async () => {
    const side = fc.integer({ min: 1, max: 1100 });
    await fc.assert(
      fc.asyncProperty(
        side,
        side,
        fc.integer(),
        fc.integer({ min: 0, max: 16 }),
        async (width, height, nodata, shift) => {
          const layer = layerOf([width, height], (col, row) => hashed(col >> shift, row >> shift) >> shift, { nodata });
          const bytes = await gather(cog(layer));
          expectCloudOptimised(bytes, layer);
          expectPixels(bytes, layer);
        },
      ),
      { numRuns: 12 },
    );
  });

  it("says where it is, what its values mean and what is nodata", async () => {
    const layer = layerOf([600, 20], noisy, { name: 'a<b & "c"', unit: "t/ha", scale: 0.01 });
    const [full, overview] = readDirectories(await gather(cog(layer)));
    expect(full!.tags.get(33550)).to.deep.equal([10, 10, 0]);
    expect(full!.tags.get(33922)).to.deep.equal([0, 0, 0, 527500, 1141500, 0]);
    expect(full!.tags.get(34735)!.slice(-4)).to.deep.equal([3072, 0, 1, 32648]);
    expect(textOf(full!, 42112)).to.equal(
      '<GDALMetadata><Item name="unit">t/ha</Item><Item name="scale">0.01</Item>' +
        '<Item name="DESCRIPTION" sample="0" role="description">a&lt;b &amp; &quot;c&quot;</Item>' +
        '<Item name="OFFSET" sample="0" role="offset">0</Item><Item name="SCALE" sample="0" role="scale">0.01</Item>' +
        '<Item name="UNITTYPE" sample="0" role="unittype">t/ha</Item></GDALMetadata>',
    );
    expect([full!, overview!].map((directory) => textOf(directory, 42113))).to.deep.equal(["-1", "-1"]);
  });

  it("never makes a tile longer than it says", async () => {
    for (const valueOf of [noisy, hashed, (col: number) => (col % 2) * LAST, (col: number, row: number) => col * row]) {
      const tile = encodeTile(valuesOf(layerOf([512, 512], valueOf)));
      expect(tile.length).to.be.at.most(LONGEST_TILE_BYTES);
    }
  });

  it("is a BigTIFF where 32-bit offsets might not do", async () => {
    const grid = (side: number) => layerOf([side, side], noisy).grid;
    expect(flavourFor(grid(10_980))).to.equal(CLASSIC);
    // 62 tiles of 1 MiB either way and their overviews are 5.0 GiB where nothing can be compressed; 52 are 3.5 GiB.
    expect(flavourFor(grid(52 * 512))).to.equal(CLASSIC);
    expect(flavourFor(grid(62 * 512))).to.equal(BIG);
  });

  it("test_L13_writes_the_same_bytes_on_every_engine", async () => {
    const bytes = await gather(cog(layerOf([700, 600], (col, row) => (hashed(col >> 5, row >> 4) >> 28) + 3)));
    expect(createHash("sha256").update(bytes).digest("hex")).to.equal(
      "9f073b020df3d160c902f54bbbbf55d2a8932af326616e1e5c23a9fe3589b6bf",
    );
  });

  it("refuses a grid without pixels, a nodata that no pixel can have, and rows of another length", async () => {
    const refusal = async (layer: Layer): Promise<string> => {
      try {
        await gather(cog(layer));
      } catch (error) {
        if (error instanceof SixfoldError) return `${error.code} ${error.field}`;
        throw error;
      }
      return "none";
    };
    expect(await refusal(layerOf([0, 1], noisy))).to.equal("TIFF_COG grid/width");
    expect(await refusal(layerOf([1, 1.5], noisy))).to.equal("TIFF_COG grid/height");
    expect(await refusal(layerOf([1, 1], noisy, { nodata: 2 ** 31 }))).to.equal("TIFF_COG nodata");
    expect(await refusal(layerOf([1, 1], noisy, { nodata: NaN }))).to.equal("TIFF_COG nodata");
    expect(await refusal(layerOf([2, 2], noisy, { rows: () => new Int32Array(3) }))).to.equal("RASTER_ROWS rows");
  });
});
