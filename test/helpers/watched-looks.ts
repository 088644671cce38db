import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Grid } from "../../oracle/core/grid/types.ts";
import { toLonLat } from "../../scripts/simulate/to-lon-lat.ts";
import { writeGeoTiff } from "../../scripts/simulate/write-geotiff.ts";

/** One made scene: its bands by name, each a value of a pixel, and what its item says of it. */
export type MadeLook = {
  readonly id: string;
  readonly properties: object;
  readonly bands: Readonly<Record<string, (col: number, row: number) => number>>;
};

export type WatchedLooks = {
  readonly grid: Grid;
  readonly boundary: object;
  readonly period: { readonly start: string; readonly end: string };
  readonly watchFrom: string;
};

/** Writes SIMULATED scenes as a static STAC catalogue, and a project that watches its ground by them. */
export const arrangeLooks = async (
  out: string,
  looks: readonly MadeLook[],
  { grid, boundary, period, watchFrom }: WatchedLooks,
): Promise<{ readonly catalogue: string; readonly project: string }> => {
  const [catalogue, project] = [join(out, "scenes"), join(out, "project")];
  await Promise.all([mkdir(catalogue, { recursive: true }), mkdir(project, { recursive: true })]);
  const write = (path: string, json: unknown): Promise<void> => writeFile(path, JSON.stringify(json));
  const { epsg, originX: west, originY: north } = grid;
  const [east, south] = [west + grid.width * grid.pixelWidth, north - grid.height * grid.pixelHeight];
  const pixels = grid.width * grid.height;
  for (const { id, properties, bands } of looks) {
    const planes = Object.values(bands).map((valueOf) => ({
      values: Float32Array.from({ length: pixels }, (_, at) => valueOf(at % grid.width, Math.floor(at / grid.width))),
    }));
    const bytes = writeGeoTiff({ grid, bands: planes, nodata: NaN, layout: "tiles", compression: "deflate" });
    await writeFile(join(catalogue, `${id}.tif`), bytes);
    await write(join(catalogue, `${id}.json`), {
      ...{ type: "Feature", stac_version: "1.1.0", id, collection: "simulated", geometry: null, links: [] },
      bbox: [...toLonLat(epsg, west, south), ...toLonLat(epsg, east, north)],
      properties: { "sixfold:simulated": true, ...properties },
      assets: {
        image: {
          ...{ href: `./${id}.tif`, type: "image/tiff; application=geotiff" },
          bands: Object.keys(bands).map((name) => ({ name, "eo:common_name": name })),
        },
      },
    });
  }
  await write(join(catalogue, "catalog.json"), {
    ...{ type: "Catalog", stac_version: "1.1.0", id: "simulated", description: "SIMULATED" },
    links: looks.map(({ id }) => ({ rel: "item", href: `./${id}.json` })),
  });
  await write(join(project, "project.json"), {
    ...{ name: "SIMULATED", pool: "biomass", edgeLevel: 20, simulated: true, boundary: "boundary.geojson", period },
    practice: { stockKgPerHa: { lower: 100_000, upper: 200_000 }, watchFrom },
  });
  await write(join(project, "boundary.geojson"), boundary);
  return { catalogue, project };
};
