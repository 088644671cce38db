import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { openAsset } from "../../oracle/core/assets/open-asset.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import { gridOf as gridOfWindow } from "../../oracle/core/grid/window.ts";
import type { Window } from "../../oracle/core/grid/window.ts";
import type { Zone } from "../../oracle/core/services/forest/carbon/carbon.ts";
import { HEIGHT_REFERENCE } from "../../oracle/core/services/forest/height/terms.ts";
import { fileTransport } from "../../oracle/transport/file-transport.ts";
import { writeFlatCatalogue } from "./flat-catalogue.ts";
import { ringOf, surveyItem } from "./survey-item.ts";

/** A place of the data folder whose heights were mapped. */
export type Place = {
  readonly name: string;
  readonly zone: Zone;
  readonly period: { readonly start: string; readonly end: string };
  /** Two maps, by their paths in the folder; the day of a flight is not in the source, only its year. */
  readonly maps: readonly [Dated, Dated];
  /** What of the map is claimed, in its pixels; all of it where absent. */
  readonly claim?: Window;
  /** A table of trees in the form of the service. */
  readonly trees?: string;
};
type Dated = { readonly file: string; readonly datetime: string };

/** Cauaxi: half of a square of a logging estate in Para, Brazil, in 2012 and 2014. */
export const CAUAXI: Place = {
  name: "Cauaxi",
  zone: "tropical-rainforest",
  period: { start: "2012-01-01", end: "2015-01-01" },
  maps: [
    { file: join("part2", "forest", "cauaxi_chm_2012_1m_west.tif"), datetime: "2012-07-01T00:00:00Z" },
    { file: join("part2", "forest", "cauaxi_chm_2014_1m_west.tif"), datetime: "2014-07-01T00:00:00Z" },
  ],
};

export type Arranged = { readonly scenes: string; readonly project: string; readonly grid: Grid };

const gridOf = async (folder: string, file: string): Promise<Grid> => {
  const href = pathToFileURL(join(folder, file)).href;
  const bare = { mediaType: undefined, roles: [], bands: [], epsg: undefined, transform: undefined, shape: undefined };
  const asset = { key: file, href, ...bare, checksum: undefined, requesterPays: false };
  return (await openAsset(asset, fileTransport(folder))).grid;
};

/** Arranges a place as a static STAC catalogue and a project whose boundary is the map's box or a part of it. */
export const arrange = async (dataFolder: string, out: string, place: Place): Promise<Arranged> => {
  const { name, zone, period, maps, trees, claim } = place;
  const [scenes, project] = [join(out, "scenes"), join(out, "project")];
  const grid = await gridOf(dataFolder, maps[0].file);
  const files = new Map<string, Uint8Array>();
  for (const [k, { file }] of maps.entries()) files.set(`heights-${k}.tif`, await readFile(join(dataFolder, file)));
  if (trees !== undefined) files.set("trees.csv", new TextEncoder().encode(trees));
  await writeFlatCatalogue({
    out: scenes,
    id: `${name.toLowerCase()}-canopy-heights`,
    description: `Canopy heights of ${name} by airborne lidar, values unchanged. The day within a year is assumed.`,
    items: maps.map(({ datetime }, k) =>
      surveyItem({
        id: `${name.toLowerCase()}-${datetime.slice(0, 4)}-${k}`,
        collection: "canopy-heights",
        datetime,
        title: `Canopy height, ${name}, ${datetime.slice(0, 4)}`,
        simulated: false,
        grid,
        heights: `heights-${k}.tif`,
        ...(trees !== undefined && k === 0 ? { trees: "trees.csv" } : {}),
      }),
    ),
    files,
  });
  await mkdir(project, { recursive: true });
  const write = (file: string, value: unknown): Promise<void> =>
    writeFile(join(project, file), `${JSON.stringify(value, null, 1)}\n`);
  await Promise.all([
    write("project.json", {
      name: `${name} (real lidar)`,
      pool: "biomass",
      edgeLevel: 20,
      period,
      simulated: false,
      boundary: "boundary.geojson",
      // Assumed: no such project exists.
      practice: { zone, stockKgPerHa: { lower: 100_000, upper: 1_200_000 } },
    }),
    write("boundary.geojson", {
      type: "Polygon",
      coordinates: [ringOf(claim === undefined ? grid : gridOfWindow(grid, claim))],
    }),
    write("parameters.json", HEIGHT_REFERENCE),
  ]);
  return { scenes, project, grid };
};
