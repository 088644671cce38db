import { copyFile, mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { openAsset } from "../../oracle/core/assets/open-asset.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import { BURN_REFERENCE } from "../../oracle/core/services/integrity/burn/terms.ts";
import { fileTransport } from "../../oracle/transport/file-transport.ts";
import { BURN_FOLDER, pairFile, readBasins } from "./basins.ts";
import type { Basin } from "./basins.ts";
import { boxOf, itemOf, rangeOf, ringOf } from "./items.ts";

export type Arrange = {
  /** Folder that holds part2/integrity/burn_*.tif. */
  readonly dataFolder: string;
  readonly out: string;
  /** Basin whose pair is taken, such as "cs_911" or "wit_7288". */
  readonly fire: string;
};

export type Arranged = { readonly scenes: string; readonly project: string; readonly basin: Basin };

const COLLECTION = "burned-basins-landsat-7";

/** An assumption of the demonstration, chaparral to conifer forest: nobody measured these basins. */
const STOCK_KG_PER_HA = { lower: 20_000, upper: 400_000 };

const writeJson = (path: string, value: unknown): Promise<void> =>
  writeFile(path, `${JSON.stringify(value, null, 1)}\n`);

const gridOf = async (folder: string, file: string): Promise<Grid> => {
  const href = pathToFileURL(join(folder, file)).href;
  const bare = { mediaType: undefined, roles: [], bands: [], epsg: undefined, transform: undefined, shape: undefined };
  const asset = { key: file, href, ...bare, checksum: undefined, requesterPays: false };
  return (await openAsset(asset, fileTransport(folder))).grid;
};

const writeScenes = async (folder: string, out: string, basin: Basin, grid: Grid): Promise<void> => {
  const file = pairFile(basin.id);
  await mkdir(join(out, COLLECTION), { recursive: true });
  await copyFile(join(folder, file), join(out, COLLECTION, file));
  const items = (["before", "after"] as const).map((side) => itemOf(side, basin, grid, COLLECTION, file));
  for (const item of items) await writeJson(join(out, COLLECTION, `${item.id}.json`), item);
  const title = "Landsat 7 before and after wildfires in the western United States";
  await writeJson(join(out, COLLECTION, "collection.json"), {
    type: "Collection",
    stac_version: "1.1.0",
    id: COLLECTION,
    title,
    description: "Medians of 120 days on either side of a fire, pixel values unchanged. Landsat courtesy of USGS/NASA.",
    license: "other",
    extent: {
      spatial: { bbox: [boxOf(grid)] },
      temporal: { interval: [[rangeOf("before", basin.year)[0], rangeOf("after", basin.year)[1]]] },
    },
    links: [
      { rel: "root", href: "../catalog.json", type: "application/json" },
      { rel: "parent", href: "../catalog.json", type: "application/json" },
      ...items.map(({ id }) => ({ rel: "item", href: `./${id}.json`, type: "application/geo+json" })),
    ],
  });
  await writeJson(join(out, "catalog.json"), {
    type: "Catalog",
    stac_version: "1.1.0",
    id: "burned-basins",
    title,
    description: title,
    links: [
      { rel: "root", href: "./catalog.json", type: "application/json" },
      { rel: "child", href: `./${COLLECTION}/collection.json`, type: "application/json", title },
    ],
  });
};

/** No control fields: what lies round these boxes burned as well, so that no ground of theirs can give an offset. */
const writeProject = async (out: string, { id, fire, year }: Basin, grid: Grid): Promise<void> => {
  await mkdir(out, { recursive: true });
  const geometry = { type: "Polygon", coordinates: [ringOf(grid)] };
  await Promise.all([
    writeJson(join(out, "project.json"), {
      name: `${fire} fire, ${year}, basin ${id} (real Landsat pair, assumed stock)`,
      pool: "biomass",
      edgeLevel: 20,
      period: { start: rangeOf("before", year)[0], end: `${year + 1}-05-01` },
      simulated: false,
      boundary: "boundary.geojson",
      practice: { stockKgPerHa: STOCK_KG_PER_HA },
    }),
    writeJson(join(out, "boundary.geojson"), geometry),
    writeJson(join(out, "parameters.json"), BURN_REFERENCE),
  ]);
};

/**
 * Arranges a pair of the data folder as a static STAC catalogue, two items that point at bands of one file, and a project
 * whose boundary is the file's box.
 *
 * @throws SixfoldError BURN_FIRE where the folder has no such basin
 */
export const arrange = async ({ dataFolder, out, fire }: Arrange): Promise<Arranged> => {
  const basins = await readBasins(dataFolder);
  const basin = basins.find(({ id }) => id === fire);
  if (basin === undefined) {
    throw new SixfoldError({
      code: "BURN_FIRE",
      failure: "usage",
      field: "fire",
      value: fire,
      rule: `one of ${basins.map(({ id }) => id).join(", ")}`,
    });
  }
  const folder = join(dataFolder, BURN_FOLDER);
  const grid = await gridOf(folder, pairFile(fire));
  const [scenes, project] = [join(out, "scenes"), join(out, "project")];
  await writeScenes(folder, scenes, basin, grid);
  await writeProject(project, basin, grid);
  return { scenes, project, basin };
};
