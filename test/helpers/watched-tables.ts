import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { LonLat } from "../../oracle/core/grid/types.ts";

/** A table of a static catalogue: its text, and what its item says of it. */
export type MadeTable = {
  readonly id: string;
  readonly role: string;
  readonly mediaType: "text/csv" | "application/geo+json";
  readonly text: string;
  readonly properties: object;
  readonly bbox: readonly [number, number, number, number];
};

export type WatchedGround = {
  readonly boundary: object;
  readonly pool?: string;
  readonly edgeLevel?: 16 | 20;
  readonly period: { readonly start: string; readonly end: string };
  readonly watchFrom: string;
  readonly simulated?: boolean;
};

/** The box of a ring of half sides round a middle, as GeoJSON. */
export const squareOf = ([lon, lat]: LonLat, half: number): object => ({
  type: "Polygon",
  coordinates: [
    [
      [lon - half, lat - half],
      [lon + half, lat - half],
      [lon + half, lat + half],
      [lon - half, lat + half],
      [lon - half, lat - half],
    ],
  ],
});

/** Writes tables as a static STAC catalogue, and a project that watches its ground by them. */
export const arrangeTables = async (
  out: string,
  tables: readonly MadeTable[],
  { boundary, pool = "biomass", edgeLevel = 20, period, watchFrom, simulated = true }: WatchedGround,
): Promise<{ readonly catalogue: string; readonly project: string }> => {
  const [catalogue, project] = [join(out, "scenes"), join(out, "project")];
  await Promise.all([mkdir(catalogue, { recursive: true }), mkdir(project, { recursive: true })]);
  const write = (path: string, json: unknown): Promise<void> => writeFile(path, JSON.stringify(json));
  for (const { id, role, mediaType, text, properties, bbox } of tables) {
    await writeFile(join(catalogue, `${id}.table`), text);
    await write(join(catalogue, `${id}.json`), {
      ...{ type: "Feature", stac_version: "1.1.0", id, collection: "tables", bbox, geometry: null, links: [] },
      properties: { "sixfold:simulated": simulated, ...properties },
      assets: { [role]: { href: `./${id}.table`, type: mediaType, roles: [role] } },
    });
  }
  await write(join(catalogue, "catalog.json"), {
    ...{ type: "Catalog", stac_version: "1.1.0", id: "tables", description: "Tables" },
    links: tables.map(({ id }) => ({ rel: "item", href: `./${id}.json` })),
  });
  await write(join(project, "project.json"), {
    ...{ name: "watched by tables", pool, edgeLevel, period, simulated, boundary: "boundary.geojson" },
    practice: { stockKgPerHa: { lower: 100_000, upper: 200_000 }, watchFrom },
  });
  await write(join(project, "boundary.geojson"), boundary);
  return { catalogue, project };
};
