import type { LonLat } from "../../grid/types.ts";
import type { FieldRole, JsonValue, ProjectDocuments, Span } from "./types.ts";

export type FieldOutline = {
  readonly id: string;
  readonly role: FieldRole;
  /** Counter-clockwise, closed. */
  readonly ring: readonly LonLat[];
};

export type OutlinedProject = {
  readonly name: string;
  readonly simulated: boolean;
  readonly period: Span;
  readonly history: Span;
  readonly fields: readonly FieldOutline[];
  readonly parameters: { readonly [key: string]: JsonValue };
  readonly practice: { readonly [key: string]: JsonValue };
};

/** Where project.json says that its two GeoJSON files lie: beside it. */
const BESIDE = { boundary: "boundary.geojson", fields: "fields.geojson" } as const;

/**
 * The files of a project that claims its project fields at edge level 20: the boundary is theirs alone, for controls
 * are watched and not claimed.
 */
export const projectDocuments = (project: OutlinedProject): ProjectDocuments => {
  const { name, simulated, period, history, fields, parameters, practice } = project;
  return {
    "project.json": { name, pool: "paddy-methane", edgeLevel: 20, period, history, simulated, ...BESIDE, practice },
    "boundary.geojson": {
      type: "MultiPolygon",
      coordinates: fields.filter(({ role }) => role === "project").map(({ ring }) => [ring]),
    },
    "fields.geojson": {
      type: "FeatureCollection",
      features: fields.map(({ id, role, ring }) => ({
        type: "Feature",
        properties: { id, role },
        geometry: { type: "Polygon", coordinates: [ring] },
      })),
    },
    "parameters.json": parameters,
  };
};
