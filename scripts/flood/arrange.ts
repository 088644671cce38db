import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { fromFile } from "geotiff";

import type { Grid } from "../../oracle/core/grid/types.ts";
import { FLOOD_REFERENCE } from "../../oracle/core/services/integrity/flood/terms.ts";
import { writeGeoTiff } from "../simulate/write-geotiff.ts";

export type Sensor = "radar" | "optical";

export type Arranged = { readonly scenes: string; readonly project: string };

const FOLDER = "fire_flood";
const fileOf = (what: string): string => `sen1floods11_spain7370579_${what}.tif`;

/** Sentinel-2's bands in the order of the file; common names of those that the water ratio needs. */
const OPTICAL_BANDS = "B1 B2 B3 B4 B5 B6 B7 B8 B8A B9 B10 B11 B12".split(" ");
const COMMON_NAMES: Readonly<Record<string, string>> = { B3: "green", B4: "red", B8: "nir", B11: "swir16" };

/** An assumption of the demonstration: nobody measured this ground. */
const STOCK_KG_PER_HA = { lower: 0, upper: 100_000 };

export type Chip = { readonly grid: Grid; readonly bands: readonly ArrayLike<number>[] };

/** A file of the flood chip, whole. */
export const readChip = async (dataFolder: string, what: "s1_vvvh_db" | "label"): Promise<Chip> => {
  const tiff = await fromFile(join(dataFolder, FOLDER, fileOf(what)));
  try {
    const image = await tiff.getImage();
    const [originX, originY] = image.getOrigin() as [number, number];
    const [pixelWidth, pixelHeight] = image.getResolution() as [number, number];
    const [width, height] = [image.getWidth(), image.getHeight()];
    const bands = (await image.readRasters()) as unknown as readonly Float32Array[];
    return { grid: { epsg: 4326, width, height, originX, originY, pixelWidth, pixelHeight: -pixelHeight }, bands };
  } finally {
    await tiff.close();
  }
};

const boxOf = ({ originX, originY, width, height, pixelWidth, pixelHeight }: Grid) =>
  [originX, originY - height * pixelHeight, originX + width * pixelWidth, originY] as const;

const writeJson = (path: string, value: unknown): Promise<void> =>
  writeFile(path, `${JSON.stringify(value, null, 1)}\n`);

const RADAR = {
  datetime: "2019-09-17T18:00:00Z",
  "sixfold:track": "unknown",
  "sixfold:track_inferred": "The source gives neither orbit nor time of day.",
  platform: "sentinel-1",
};
const OPTICAL = {
  datetime: "2019-09-18T11:00:00Z",
  "eo:cloud_cover": 0,
  "sixfold:cloud_cover_assumed": "The source states none; its labels leave clouds out.",
  platform: "sentinel-2",
};

/**
 * Arranges one sensor's look at a flood in Spain, September 2019 (Sen1Floods11), as a static STAC catalogue, and a project
 * whose boundary is the chip. There is no look before it.
 */
export const arrange = async (dataFolder: string, out: string, sensor: Sensor): Promise<Arranged> => {
  const { grid, bands } = await readChip(dataFolder, "s1_vvvh_db");
  const [scenes, project] = [join(out, "scenes"), join(out, "project")];
  await Promise.all([mkdir(scenes, { recursive: true }), mkdir(project, { recursive: true })]);
  if (sensor === "radar") {
    const powers = bands.map((decibels) => ({ values: Float32Array.from(decibels, (value) => 10 ** (value / 10)) }));
    await writeFile(join(scenes, "look.tif"), writeGeoTiff({ grid, bands: powers, nodata: NaN, layout: "tiles" }));
  } else await copyFile(join(dataFolder, FOLDER, fileOf("s2_l1c")), join(scenes, "look.tif"));
  const listed =
    sensor === "radar"
      ? ["vv", "vh"].map((name) => ({ name, data_type: "float32", nodata: "nan" }))
      : OPTICAL_BANDS.map((name) => ({
          ...{ name, data_type: "int16", "raster:scale": 1e-4, "raster:offset": 0 },
          ...(name in COMMON_NAMES ? { "eo:common_name": COMMON_NAMES[name] } : {}),
        }));
  const [west, south, east, north] = boxOf(grid);
  const ring = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ];
  await writeJson(join(scenes, "look.json"), {
    type: "Feature",
    stac_version: "1.1.0",
    id: `spain-${sensor}`,
    collection: "sen1floods11",
    bbox: [west, south, east, north],
    geometry: { type: "Polygon", coordinates: [ring] },
    links: [],
    properties: {
      ...(sensor === "radar" ? RADAR : OPTICAL),
      "proj:code": "EPSG:4326",
      "proj:transform": [grid.pixelWidth, 0, grid.originX, 0, -grid.pixelHeight, grid.originY],
      "proj:shape": [grid.height, grid.width],
    },
    assets: { image: { href: "./look.tif", type: "image/tiff; application=geotiff", roles: ["data"], bands: listed } },
  });
  await writeJson(join(scenes, "catalog.json"), {
    ...{ type: "Catalog", stac_version: "1.1.0", id: "flood", description: "A flood in Spain, September 2019" },
    links: [{ rel: "item", href: "./look.json" }],
  });
  await writeJson(join(project, "project.json"), {
    ...{ name: "A flood in Spain, September 2019 (real scenes, assumed stock)", pool: "biomass", edgeLevel: 20 },
    period: { start: "2019-09-01", end: "2019-10-01" },
    simulated: false,
    boundary: "boundary.geojson",
    practice: { stockKgPerHa: STOCK_KG_PER_HA, watchFrom: "2019-09-10" },
  });
  await writeJson(join(project, "boundary.geojson"), { type: "Polygon", coordinates: [ring] });
  await writeJson(join(project, "parameters.json"), FLOOD_REFERENCE);
  return { scenes, project };
};
