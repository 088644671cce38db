import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { writePieces } from "../../../../oracle/store/write-pieces.ts";
import { cog } from "../../../../oracle/core/tiff/cog.ts";
import type { Layer } from "../../../../oracle/core/raster/layer.ts";
import { BIG, CLASSIC } from "../../../../oracle/core/tiff/write-directory.ts";
import { gdal, PYTHON } from "../../../helpers/gdal.ts";
import { hashed, layerOf, valuesOf } from "../../../helpers/layers.ts";
import { skipWithout } from "../../../helpers/skip-without.ts";

/** Full size and overviews as GDAL decodes them, one after another, and what its own validator finds. */
const READ = `
import sys
from osgeo import gdal
from osgeo_utils.samples.validate_cloud_optimized_geotiff import validate
gdal.UseExceptions()
d = gdal.Open(sys.argv[1])
band = d.GetRasterBand(1)
with open(sys.argv[2], "wb") as out:
    for b in [band] + [band.GetOverview(i) for i in range(band.GetOverviewCount())]:
        out.write(b.ReadAsArray().astype("<i4").tobytes())
warnings, errors, _ = validate(d, full_check=True)
print(warnings, errors)
`;

const run = (command: string, args: readonly string[]): string => {
  const { status, stdout, stderr } = spawnSync(command, args, { encoding: "utf8" });
  expect(stderr, `${command} says nothing`).to.equal("");
  expect(status).to.equal(0);
  return stdout;
};

const decimated = (layer: Layer, step: number): number[] => {
  const { width } = layer.grid;
  return [...valuesOf(layer)].filter((_, i) => (i % width) % step === 0 && Math.floor(i / width) % step === 0);
};

const noisy = (col: number, row: number): number => (hashed(col, row) % 5 === 0 ? -1 : hashed(row, col));
const LAYERS: readonly Layer[] = [
  layerOf([1, 1], noisy),
  layerOf([1300, 700], noisy, { name: "water-table <depth>", unit: "cm", scale: 0.125 }),
  layerOf([3, 1100], noisy, { scale: 1e-7, unit: "m³" }),
  layerOf([600, 600], () => -1),
  {
    ...layerOf([90, 40], noisy, { unit: "day" }),
    grid: { epsg: 4326, width: 90, height: 40, originX: 105.2, originY: 10.4, pixelWidth: 1e-4, pixelHeight: 2e-4 },
  },
];

type Info = {
  readonly geoTransform: readonly number[];
  readonly coordinateSystem: { readonly wkt: string };
  readonly metadata: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly bands: readonly {
    readonly type: string;
    readonly description: string;
    readonly noDataValue: number;
    readonly scale?: number;
    readonly offset?: number;
    readonly unit: string;
    readonly overviews?: readonly { readonly size: readonly number[] }[];
  }[];
};

describe("cog, as GDAL reads it", function () {
  this.timeout(120_000);
  let folder: string;
  before(function () {
    skipWithout(this, gdal);
    folder = mkdtempSync(join(tmpdir(), "sixfold-cog-"));
  });
  after(() => {
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });

  for (const layer of LAYERS) {
    for (const flavour of [CLASSIC, BIG]) {
      const { name, grid, unit, scale, nodata } = layer;
      it(`agrees: ${grid.width} x ${grid.height}, EPSG:${grid.epsg}, version ${flavour.version}`, async () => {
        const stem = `${grid.width}-${grid.height}-${flavour.version}`;
        const path = join(folder, `${stem}.tif`);
        await writePieces(path, cog(layer, flavour));

        const info = JSON.parse(run("gdalinfo", ["-json", path])) as Info;
        expect(info.metadata["IMAGE_STRUCTURE"]).to.include({ LAYOUT: "COG", COMPRESSION: "DEFLATE", PREDICTOR: "2" });
        expect(info.metadata[""]).to.include({ unit, scale: String(scale), AREA_OR_POINT: "Area" });
        expect(info.geoTransform).to.deep.equal([
          ...[grid.originX, grid.pixelWidth, 0],
          ...[grid.originY, 0, -grid.pixelHeight],
        ]);
        expect(info.coordinateSystem.wkt).to.match(new RegExp(`ID\\["EPSG",${grid.epsg}\\]\\]$`));
        const band = info.bands[0]!;
        expect(band).to.include({ type: "Int32", description: name, noDataValue: nodata, unit });
        expect([band.scale ?? 1, band.offset ?? 0]).to.deep.equal([scale, 0]);
        const sizes: number[][] = [];
        for (let [w, h] = [grid.width, grid.height]; Math.max(w, h) > 512;)
          sizes.push([(w = Math.ceil(w / 2)), (h = Math.ceil(h / 2))]);
        expect((band.overviews ?? []).map(({ size }) => size)).to.deep.equal(sizes);

        const raw = join(folder, `${stem}.raw`);
        expect(run(PYTHON, ["-c", READ, path, raw]).trim()).to.equal("[] []");
        const bytes = readFileSync(raw);
        const wanted = [1, ...sizes.map((_, i) => 2 ** (i + 1))].flatMap((step) => decimated(layer, step));
        expect(bytes.length).to.equal(4 * wanted.length);
        expect(wanted.findIndex((value, i) => bytes.readInt32LE(4 * i) !== value)).to.equal(-1);
      });
    }
  }
});
