import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { z } from "zod";

import { groundMask } from "../../../oracle/core/ground/ground-mask.ts";
import type { Grid } from "../../../oracle/core/grid/types.ts";
import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import { wholeOf } from "../../../oracle/core/grid/window.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import { ipccExample } from "../../../oracle/core/services/paddy/example.ts";
import type { Measurement } from "../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../oracle/core/services/common/service.ts";
import { raster, stage, type Stage } from "../../../oracle/core/services/common/stage.ts";
import { rowsOf } from "../../helpers/layers.ts";
import { noise } from "../core/evidence/samples.ts";

/** A file of 512 by 512 pixels of about 11 m; the service looks at a window in one corner of it. */
const FILE_GRID: Grid = {
  epsg: 4326,
  width: 512,
  height: 512,
  originX: 105.2,
  originY: 10.4,
  pixelWidth: 0.0001,
  pixelHeight: 0.0001,
};
const WINDOW: Grid = { ...FILE_GRID, width: 40, height: 30 };

const square = (west: number, south: number, size: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [west, south],
      [west + size, south],
      [west + size, south + size],
      [west, south + size],
      [west, south],
    ],
  ],
});

/** Sums scenes pixel by pixel where ground is claimed. Small enough to check by hand, real enough to read files. */
export const sumService: Service<unknown> = {
  id: "test",
  methodology: "sum",
  parameters: z.strictObject({ version: z.string(), factor: z.int() }),
  practice: z.strictObject({}),
  refusals: () => [],
  summary: () => ({}),
  example: ipccExample,
  kernels: [anyKernel(pixels)],
  start: ({ scenes, project: { period }, parameters, ground }) => {
    const steps = scenes
      .filter(({ datetime }) => datetime < period.end)
      .map(({ id }) => [{ sceneId: id, assetKey: "data", band: "value" }]);
    const looks = raster({
      grid: WINDOW,
      steps,
      kernel: pixels,
      isWanted: () => true,
      parametersOf: (window) => ({ window, bands: steps.map(() => 1) }),
    });
    return stage({ looks }, (seen) => {
      const { factor } = parameters as { factor: number };
      const { width } = WINDOW;
      const mask = groundMask(WINDOW, wholeOf(WINDOW), ground);
      const values = new Int32Array(mask.length).fill(-1);
      for (const { window, planes } of seen.looks)
        for (let at = 0; at < window.width * window.height; at += 1) {
          const i = (window.row + Math.floor(at / window.width)) * width + window.col + (at % window.width);
          if (mask[i] === 1) values[i] = planes.reduce((sum, [plane]) => sum + plane![at]!, 0) * factor;
        }
      const claimed = BigInt(mask.reduce((sum, one) => sum + one, 0));
      return {
        kind: "measurement",
        measuredKg: BigInt(values.reduce((sum, value) => sum + Math.max(value, 0), 0)),
        baselineKg: 5n,
        leakageKg: 1n,
        halfWidthKg: 2n,
        claimedM2: claimed * 121n,
        observedM2: claimed * 120n,
        layers: [{ name: "sum", grid: WINDOW, rows: rowsOf(WINDOW, values), nodata: -1, unit: "1", scale: 1 }],
        refused: [],
        diagnostics: { looks: steps.length, third: 1 / 3 },
      };
    });
  },
};

/** The same service with another measurement. */
export const measuringOtherwise = (change: Partial<Measurement>): Service<unknown> => ({
  ...sumService,
  start: (input) => {
    const { readings, next } = sumService.start(input) as Stage;
    return { readings, next: (seen) => ({ ...(next(seen) as Measurement), ...change }) };
  },
});

export const serviceOf = (): Service<unknown> => sumService;

const item = (day: number) => ({
  type: "Feature",
  stac_version: "1.0.0",
  id: `scene-${day}`,
  collection: "tiny",
  bbox: [105.2, 10.34, 105.26, 10.4],
  geometry: null,
  links: [],
  properties: { datetime: `2024-03-0${day}T10:00:00Z`, "sixfold:simulated": true },
  assets: {
    data: {
      href: `./scene-${day}.tif`,
      type: "image/tiff; application=geotiff",
      "eo:bands": [{ name: "value" }],
      "raster:bands": [{ nodata: 255, data_type: "uint8" }],
    },
  },
});

export type TinyWorld = { readonly project: string; readonly catalogue: string; readonly remove: () => Promise<void> };

/** A project folder and a static catalogue of four scenes in a temporary folder. */
export const makeTinyWorld = async (order: readonly number[] = [1, 2, 3, 4]): Promise<TinyWorld> => {
  const root = await mkdtemp(join(tmpdir(), "sixfold-world-"));
  const [project, catalogue] = [join(root, "project"), join(root, "catalogue")];
  await Promise.all([mkdir(project), mkdir(catalogue)]);
  const write = (folder: string, name: string, value: unknown) =>
    writeFile(join(folder, name), JSON.stringify(value, null, 2));
  const boundary = square(105.2005, 10.3975, 0.002);
  await write(project, "project.json", {
    name: "Tiny",
    pool: "paddy-methane",
    edgeLevel: 20,
    period: { start: "2024-03-01", end: "2024-04-01" },
    simulated: true,
    boundary: "boundary.geojson",
    fields: "fields.geojson",
    practice: {},
  });
  await write(project, "boundary.geojson", boundary);
  await write(project, "fields.geojson", {
    type: "FeatureCollection",
    features: [{ type: "Feature", properties: { id: "a", role: "project" }, geometry: boundary }],
  });
  await write(catalogue, "catalog.json", {
    type: "Catalog",
    stac_version: "1.0.0",
    id: "tiny",
    description: "Four scenes",
    links: order.map((day) => ({ rel: "item", href: `./scene-${day}.json` })),
  });
  for (const day of order) {
    await write(catalogue, `scene-${day}.json`, item(day));
    const values = noise(512 * 512, day).map((byte) => byte % 200);
    await writeFile(
      join(catalogue, `scene-${day}.tif`),
      writeGeoTiff({ grid: FILE_GRID, bands: [{ values }], nodata: 255, layout: "tiles", compression: "none" }),
    );
  }
  return { project, catalogue, remove: () => rm(root, { recursive: true, force: true }) };
};
