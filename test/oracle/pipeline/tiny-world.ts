import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import { noise } from "../core/evidence/samples.ts";
import { FILE_GRID } from "./sum-service.ts";

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
