import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import { refused } from "../../oracle/core/errors.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import { CLEARING_REFERENCE } from "../../oracle/core/services/integrity/clearing/terms.ts";
import { writeCatalogue } from "../simulate/static-catalogue.ts";
import type { CatalogueItem } from "../simulate/static-catalogue.ts";
import { toLonLat } from "../simulate/to-lon-lat.ts";
import { readStack } from "./read-stack.ts";
import type { BagoScene } from "./read-stack.ts";

export type Arrange = { readonly dataFolder: string; readonly out: string };

export type Arranged = { readonly scenes: string; readonly project: string; readonly grid: Grid };

/** An assumption of the demonstration, tropical mixed deciduous forest: nobody measured this ground. */
const STOCK_KG_PER_HA = { lower: 100_000, upper: 600_000 };

/** The reference begins with 2016: what lies before is history. */
const WATCH_FROM = "2016-01-01";

/** When a slice began, as its product's name says: slices of one pass that adjoin differ by seconds. */
const datetimeOf = ({ product, date }: BagoScene): string => {
  const [, hour, minute, second] = /_\d{8}T(\d{2})(\d{2})(\d{2})_/.exec(product) ?? [];
  if (hour === undefined) throw refused("BAGO_STACK", product, date, "a product's name says when it began");
  return `${date}T${hour}:${minute}:${second}Z`;
};

const itemOf = (grid: Grid, vv: BagoScene, vh: BagoScene): CatalogueItem => ({
  id: vv.product,
  datetime: datetimeOf(vv),
  grid,
  bands: { vv: vv.power, vh: vh.power },
  properties: {
    title: `Sentinel-1 backscatter, Bago, ${vv.date}`,
    platform: "sentinel-1a",
    constellation: "sentinel-1",
    instruments: ["c-sar"],
    "sixfold:simulated": false,
    "sixfold:track": "descending",
    "sixfold:track_inferred": "The source gives one track, descending, and no number of its orbit.",
    "sar:instrument_mode": "IW",
    "sar:frequency_band": "C",
    "sar:polarizations": ["VV", "VH"],
    "sar:product_type": "GRD",
  },
});

const writeJson = (path: string, value: unknown): Promise<void> =>
  writeFile(path, `${JSON.stringify(value, null, 1)}\n`);

/** The box of the scenes. */
const ringOf = ({ epsg, originX, originY, width, height, pixelWidth, pixelHeight }: Grid) => {
  const [west, north] = [originX, originY];
  const [east, south] = [west + width * pixelWidth, north - height * pixelHeight];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ].map(([x, y]) => toLonLat(epsg, x!, y!));
};

/**
 * Arranges the Sentinel-1 series of the logged forest as a static STAC catalogue of linear power, and a project whose
 * boundary is the scenes' box.
 *
 * @throws SixfoldError BAGO_STACK
 */
export const arrange = async ({ dataFolder, out }: Arrange): Promise<Arranged> => {
  const [vv, vh] = [await readStack(dataFolder, "VV"), await readStack(dataFolder, "VH")];
  const { grid } = vh;
  const scenes = join(out, "scenes");
  await writeCatalogue(scenes, {
    id: "bago-logging",
    collection: "bago-sentinel-1",
    title: "Sentinel-1 over a logged forest in Bago, Myanmar, 2014 to 2018",
    description: "Decibels of the source as linear power. Contains modified Copernicus Sentinel data 2014-2018.",
    licence: "other",
    providers: [{ name: "ESA Copernicus", roles: ["producer", "licensor"] }],
    items: vv.scenes.map((scene, at) => itemOf(grid, scene, vh.scenes[at]!)),
  });
  const project = join(out, "project");
  await mkdir(project, { recursive: true });
  await writeJson(join(project, "project.json"), {
    name: "Logged forest, Bago, Myanmar (real Sentinel-1 scenes, assumed stock)",
    pool: "biomass",
    edgeLevel: 20,
    period: { start: "2014-10-01", end: "2018-12-31" },
    simulated: false,
    boundary: "boundary.geojson",
    practice: { stockKgPerHa: STOCK_KG_PER_HA, watchFrom: WATCH_FROM },
  });
  await writeJson(join(project, "boundary.geojson"), { type: "Polygon", coordinates: [ringOf(grid)] });
  await writeJson(join(project, "parameters.json"), CLEARING_REFERENCE);
  return { scenes, project, grid };
};
