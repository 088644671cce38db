import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { LonLat } from "../../oracle/core/grid/types.ts";
import { FIRE_REFERENCE } from "../../oracle/core/services/integrity/fire/terms.ts";

/** A row of FIRMS, MODIS or VIIRS, by its columns. */
export type FirmsRow = Readonly<Record<string, string | number>>;

export type Table = {
  readonly id: string;
  /** Role of its asset, where it lists no hotspots. */
  readonly role?: string;
  readonly rows: readonly FirmsRow[];
  /** First and last instant that the table lists, RFC 3339. */
  readonly range: readonly [start: string, end: string];
  readonly bbox: readonly [west: number, south: number, east: number, north: number];
};

export type Arrange = {
  readonly out: string;
  readonly tables: readonly Table[];
  /** Middle of a square of two kilometres that the project claims. */
  readonly middle: LonLat;
  readonly period: { readonly start: string; readonly end: string };
  readonly watchFrom: string;
  readonly simulated: boolean;
};

export type Arranged = { readonly scenes: string; readonly project: string };

/** An assumption of the demonstration, boreal forest: nobody measured this ground. */
const STOCK_KG_PER_HA = { lower: 50_000, upper: 400_000 };

const HALF_SIDE_DEGREES = 0.009;

/** Rows as CSV, with the columns of the first. */
export const csvOf = (rows: readonly FirmsRow[]): string => {
  const columns = Object.keys(rows[0] ?? {});
  return [columns.join(","), ...rows.map((row) => columns.map((column) => String(row[column] ?? "")).join(","))]
    .map((line) => `${line}\r\n`)
    .join("");
};

const itemOf = ({ id, role = "hotspots", range: [start, end], bbox }: Table, simulated: boolean) => ({
  type: "Feature",
  stac_version: "1.1.0",
  id,
  collection: "active-fires",
  bbox,
  geometry: null,
  links: [],
  properties: {
    datetime: null,
    start_datetime: start,
    end_datetime: end,
    "sixfold:simulated": simulated,
  },
  assets: { [role]: { href: `./${id}.csv`, type: "text/csv", roles: [role] } },
});

/** The MODIS hotspots of North America of June 2025 that the data folder holds, one table a satellite. */
export const northAmerica = async (dataFolder: string): Promise<readonly Table[]> => {
  const path = join(dataFolder, "fire_flood", "firms_modis_c61_northamerica_202506.json");
  const rows = JSON.parse(await readFile(path, "utf8")) as readonly FirmsRow[];
  return ["Terra", "Aqua"].map((satellite) => ({
    id: `modis-${satellite.toLowerCase()}`,
    rows: rows.filter((row) => row["satellite"] === satellite),
    range: ["2025-06-01T00:00:00Z", "2025-06-23T23:59:59Z"],
    bbox: [-160, 19, -70, 70],
  }));
};

/** Arranges tables of active fires as a static STAC catalogue, and a project that claims a square. */
export const arrange = async ({ out, tables, middle, period, watchFrom, simulated }: Arrange): Promise<Arranged> => {
  const [scenes, project] = [join(out, "scenes"), join(out, "project")];
  await Promise.all([mkdir(scenes, { recursive: true }), mkdir(project, { recursive: true })]);
  const write = (path: string, json: unknown): Promise<void> => writeFile(path, `${JSON.stringify(json, null, 1)}\n`);
  for (const table of tables) {
    await writeFile(join(scenes, `${table.id}.csv`), csvOf(table.rows));
    await write(join(scenes, `${table.id}.json`), itemOf(table, simulated));
  }
  await write(join(scenes, "catalog.json"), {
    ...{
      type: "Catalog",
      stac_version: "1.1.0",
      id: "active-fires",
      description: "Active fires, FIRMS courtesy of NASA",
    },
    links: tables.map(({ id }) => ({ rel: "item", href: `./${id}.json` })),
  });
  const [lon, lat] = middle;
  const corner = (x: number, y: number): LonLat => [lon + x * HALF_SIDE_DEGREES, lat + y * HALF_SIDE_DEGREES];
  await write(join(project, "project.json"), {
    ...{ name: "A square of two kilometres (assumed stock)", pool: "biomass", edgeLevel: 16, period, simulated },
    boundary: "boundary.geojson",
    practice: { stockKgPerHa: STOCK_KG_PER_HA, watchFrom },
  });
  await write(join(project, "boundary.geojson"), {
    type: "Polygon",
    coordinates: [[corner(-1, -1), corner(1, -1), corner(1, 1), corner(-1, 1), corner(-1, -1)]],
  });
  await write(join(project, "parameters.json"), FIRE_REFERENCE);
  return { scenes, project };
};
