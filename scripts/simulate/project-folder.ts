import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { LonLat } from "../../oracle/ground/types.ts";
import type { FieldRole } from "../../oracle/services/types.ts";
import type { IpccPractice, IpccRules } from "../../oracle/services/paddy/parameters.ts";

export type FieldOutline = {
  readonly id: string;
  readonly role: FieldRole;
  /** Counter-clockwise, closed. */
  readonly ring: readonly LonLat[];
};

export type ProjectFolder = {
  readonly name: string;
  readonly simulated: boolean;
  /** RFC 3339 instants; start is in, end is out. */
  readonly period: { readonly start: string; readonly end: string };
  readonly fields: readonly FieldOutline[];
  readonly parameters: IpccRules;
  readonly practice: IpccPractice;
};

/**
 * Writes project.json, boundary.geojson (the project's fields: controls are watched, not claimed), fields.geojson and
 * parameters.json (methodology paddy-ipcc-2019).
 */
export const writeProjectFolder = async (out: string, project: ProjectFolder): Promise<void> => {
  const { name, simulated, period, fields, parameters, practice } = project;
  await mkdir(out, { recursive: true });
  const write = (file: string, value: unknown): Promise<void> =>
    writeFile(join(out, file), `${JSON.stringify(value, null, 1)}\n`);
  await Promise.all([
    write("project.json", {
      name,
      pool: "paddy-methane",
      edgeLevel: 20,
      period,
      simulated,
      boundary: "boundary.geojson",
      fields: "fields.geojson",
      practice,
    }),
    write("boundary.geojson", {
      type: "MultiPolygon",
      coordinates: fields.filter(({ role }) => role === "project").map(({ ring }) => [ring]),
    }),
    write("fields.geojson", {
      type: "FeatureCollection",
      features: fields.map(({ id, role, ring }) => ({
        type: "Feature",
        properties: { id, role },
        geometry: { type: "Polygon", coordinates: [ring] },
      })),
    }),
    write("parameters.json", parameters),
  ]);
};
