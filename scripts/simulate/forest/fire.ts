import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { BURN_REFERENCE } from "../../../oracle/core/services/integrity/burn/terms.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../oracle/core/uncertainty/sample.ts";
import { toLonLat } from "../to-lon-lat.ts";
import { writeGeoTiff } from "../write-geotiff.ts";
import { SIMULATED_PRACTICE } from "./parameters.ts";
import { FOREST_GRID } from "./place.ts";
import { makeForest } from "./world.ts";

/** After the last survey: the same days of two years, so that the season is one. */
const PAIR = [
  ["before", "2024-09-10T14:00:00Z"],
  ["after", "2025-09-13T14:00:00Z"],
] as const;
const PERIOD = { start: "2024-08-15T00:00:00Z", end: "2025-10-01T00:00:00Z" } as const;

/** Green forest, and ground of high severity (Key and Benson 2006), as NBR; each with the spread of a quiet scene. */
const GREEN = 0.6;
const BURNED = -0.2;
const SPREAD = 0.01;
/** The second year was a little greener, everywhere. */
const GREENER = 0.01;

/** Outside the claim, unburned: what the thresholds are held to. Corners in pixels of the map. */
const REFERENCE = [
  [105, 20],
  [125, 20],
  [125, 50],
  [105, 50],
  [105, 20],
] as const;

/** What burns: 1.44 ha within the claim, in pixels of the map. */
const isBurned = (col: number, row: number): boolean => col >= 60 && col < 64 && row >= 60 && row < 69;

export type SimulatedFire = { readonly scenes: string; readonly project: string };

/** Writes a SIMULATED fire in the simulated forest: a pair of scenes, and the project's files for who looks at it. */
export const simulateFire = async (out: string, seed: bigint): Promise<SimulatedFire> => {
  const [scenes, project] = [join(out, "scenes"), join(out, "project")];
  await Promise.all([mkdir(scenes, { recursive: true }), mkdir(project, { recursive: true })]);
  const random = seededRandom(seed);
  const { width, height, epsg, originX, originY, pixelWidth, pixelHeight } = FOREST_GRID;
  const write = (path: string, value: unknown): Promise<void> => writeFile(path, `${JSON.stringify(value, null, 1)}\n`);
  for (const [id, datetime] of PAIR) {
    const nbr = Float32Array.from({ length: width * height }, (_, at) => {
      const burned = id === "after" && isBurned(at % width, Math.floor(at / width));
      return (burned ? BURNED : GREEN) + (id === "after" ? GREENER : 0) + SPREAD * standardNormal(random);
    });
    // Two bands whose sum is 0.4: reflectance of a forest.
    const bands = [1, -1].map((sign) => ({ values: nbr.map((value) => 0.2 * (1 + sign * value)) }));
    await writeFile(
      join(scenes, `${id}.tif`),
      writeGeoTiff({ grid: FOREST_GRID, bands, nodata: NaN, layout: "tiles", compression: "deflate" }),
    );
    await write(join(scenes, `${id}.json`), {
      type: "Feature",
      stac_version: "1.1.0",
      id,
      collection: "simulated-fire",
      bbox: [-54, -4, -48, 0],
      geometry: null,
      links: [],
      properties: {
        datetime,
        "sixfold:simulated": true,
        "proj:code": `EPSG:${epsg}`,
        "proj:transform": [pixelWidth, 0, originX, 0, -pixelHeight, originY],
        "proj:shape": [height, width],
      },
      assets: {
        image: {
          href: `./${id}.tif`,
          type: "image/tiff; application=geotiff",
          bands: ["nir08", "swir22"].map((name) => ({ name, data_type: "float32", "eo:common_name": name })),
        },
      },
    });
  }
  await Promise.all([
    write(join(scenes, "catalog.json"), {
      type: "Catalog",
      stac_version: "1.1.0",
      id: "simulated-fire",
      description: "SIMULATED fire: no such forest exists.",
      links: PAIR.map(([id]) => ({ rel: "item", href: `./${id}.json` })),
    }),
    write(join(project, "project.json"), {
      name: "SIMULATED forest, looked at after a fire",
      pool: "biomass",
      edgeLevel: 20,
      period: PERIOD,
      simulated: true,
      boundary: "boundary.geojson",
      fields: "fields.geojson",
      practice: { stockKgPerHa: SIMULATED_PRACTICE.stockKgPerHa },
    }),
    write(join(project, "boundary.geojson"), { type: "Polygon", coordinates: [makeForest({ seed }).ring] }),
    write(join(project, "fields.geojson"), {
      type: "FeatureCollection",
      features: [
        {
          type: "Feature",
          properties: { id: "unburned", role: "control" },
          geometry: {
            type: "Polygon",
            coordinates: [
              REFERENCE.map(([col, row]) => toLonLat(epsg, originX + col * pixelWidth, originY - row * pixelHeight)),
            ],
          },
        },
      ],
    }),
    write(join(project, "parameters.json"), BURN_REFERENCE),
  ]);
  return { scenes, project };
};
