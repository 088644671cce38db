import { createHash } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Grid, LonLat } from "../../oracle/core/grid/types.ts";
import { writeGeoTiff } from "./write-geotiff.ts";
import { toLonLat } from "./to-lon-lat.ts";

type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

export type CatalogueItem = {
  readonly id: string;
  readonly datetime: string;
  /** Beyond datetime and projection, which are added here. */
  readonly properties: { readonly [key: string]: Json };
  readonly grid: Grid;
  /** Row-major linear power; NaN is nodata. */
  readonly bands: { readonly vv: Float32Array; readonly vh: Float32Array };
};

export type Catalogue = {
  readonly id: string;
  readonly collection: string;
  readonly title: string;
  readonly description: string;
  readonly licence: string;
  readonly providers: Json;
  readonly items: AsyncIterable<CatalogueItem> | Iterable<CatalogueItem>;
};

const STAC_VERSION = "1.1.0";
const EXTENSIONS = [
  "https://stac-extensions.github.io/projection/v2.0.0/schema.json",
  "https://stac-extensions.github.io/file/v2.1.0/schema.json",
  "https://stac-extensions.github.io/sar/v1.1.0/schema.json",
  "https://stac-extensions.github.io/sat/v1.1.0/schema.json",
];

const footprint = (grid: Grid): readonly LonLat[] => {
  const [west, north] = [grid.originX, grid.originY];
  const [east, south] = [west + grid.width * grid.pixelWidth, north - grid.height * grid.pixelHeight];
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  return corners.map(([x, y]) => toLonLat(grid.epsg, x, y));
};

const bboxOf = (ring: readonly LonLat[]): [number, number, number, number] => {
  const [lons, lats] = [ring.map(([lon]) => lon), ring.map(([, lat]) => lat)];
  return [Math.min(...lons), Math.min(...lats), Math.max(...lons), Math.max(...lats)];
};

const writeJson = (path: string, value: Json): Promise<void> => writeFile(path, `${JSON.stringify(value, null, 1)}\n`);

/** sha2-256 as a multihash, as the file extension wants it. */
const multihash = (bytes: Uint8Array): string => `1220${createHash("sha256").update(bytes).digest("hex")}`;

const writeItem = async (
  folder: string,
  catalogue: Catalogue,
  item: CatalogueItem,
): Promise<[number, number, number, number]> => {
  const { id, datetime, grid, bands } = item;
  await mkdir(join(folder, id), { recursive: true });
  const asset = async (key: "vv" | "vh"): Promise<Json> => {
    const bytes = writeGeoTiff({
      grid,
      bands: [{ values: bands[key], description: key }],
      nodata: NaN,
      layout: "tiles",
      compression: "deflate",
    });
    await writeFile(join(folder, id, `${key}.tif`), bytes);
    return {
      href: `./${key}.tif`,
      type: "image/tiff; application=geotiff; profile=cloud-optimized",
      title: `${key.toUpperCase()} gamma0, linear power`,
      roles: ["data"],
      bands: [{ name: key, nodata: "nan", data_type: "float32", "raster:scale": 1, "raster:offset": 0 }],
      "file:size": bytes.length,
      "file:checksum": multihash(bytes),
    };
  };
  const ring = footprint(grid);
  const bbox = bboxOf(ring);
  await writeJson(join(folder, id, "item.json"), {
    type: "Feature",
    stac_version: STAC_VERSION,
    stac_extensions: EXTENSIONS,
    id,
    collection: catalogue.collection,
    geometry: { type: "Polygon", coordinates: [ring] },
    bbox,
    properties: {
      datetime,
      ...item.properties,
      "proj:code": `EPSG:${grid.epsg}`,
      "proj:transform": [grid.pixelWidth, 0, grid.originX, 0, -grid.pixelHeight, grid.originY],
      "proj:shape": [grid.height, grid.width],
    },
    links: [
      { rel: "root", href: "../../catalog.json", type: "application/json" },
      { rel: "collection", href: "../collection.json", type: "application/json" },
      { rel: "parent", href: "../collection.json", type: "application/json" },
    ],
    assets: { vv: await asset("vv"), vh: await asset("vh") },
  });
  return bbox;
};

/**
 * Writes a STAC 1.1 static catalogue of one collection: catalog.json, <collection>/collection.json and per item a
 * folder with item.json, vv.tif and vh.tif (Float32, tiled, deflated, nodata NaN). Equal input gives equal bytes.
 */
export const writeCatalogue = async (out: string, catalogue: Catalogue): Promise<readonly string[]> => {
  const folder = join(out, catalogue.collection);
  await mkdir(folder, { recursive: true });
  const ids: string[] = [];
  const times: string[] = [];
  const boxes: [number, number, number, number][] = [];
  for await (const item of catalogue.items) {
    boxes.push(await writeItem(folder, catalogue, item));
    ids.push(item.id);
    times.push(item.datetime);
  }
  const { title, description, licence, providers } = catalogue;
  times.sort();
  await writeJson(join(folder, "collection.json"), {
    type: "Collection",
    stac_version: STAC_VERSION,
    id: catalogue.collection,
    title,
    description,
    license: licence,
    providers,
    extent: {
      spatial: {
        bbox: [
          [
            Math.min(...boxes.map(([west]) => west)),
            Math.min(...boxes.map(([, south]) => south)),
            Math.max(...boxes.map(([, , east]) => east)),
            Math.max(...boxes.map(([, , , north]) => north)),
          ],
        ],
      },
      temporal: { interval: [[times[0] ?? null, times.at(-1) ?? null]] },
    },
    links: [
      { rel: "root", href: "../catalog.json", type: "application/json" },
      { rel: "parent", href: "../catalog.json", type: "application/json" },
      ...ids.map((id) => ({ rel: "item", href: `./${id}/item.json`, type: "application/geo+json" })),
    ],
  });
  await writeJson(join(out, "catalog.json"), {
    type: "Catalog",
    stac_version: STAC_VERSION,
    id: catalogue.id,
    title,
    description,
    links: [
      { rel: "root", href: "./catalog.json", type: "application/json" },
      { rel: "child", href: `./${catalogue.collection}/collection.json`, type: "application/json", title },
    ],
  });
  return ids;
};
