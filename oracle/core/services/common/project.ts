import * as z from "zod";

import { SixfoldError } from "../../errors.ts";
import { parseBoundary } from "../../ground/boundary.ts";
import type { Boundary } from "../../ground/types.ts";
import { BOUNDARY_DOCUMENT, FIELDS_DOCUMENT, parsed, PROJECT_DOCUMENT, refusalsOf } from "./parse.ts";
import type { Document } from "./parse.ts";
import { refusalOf } from "./refusal-of.ts";
import { POOLS } from "./types.ts";
import type { Field, Project } from "./types.ts";

const instant = z.union([z.iso.date(), z.iso.datetime()], {
  error: "must be a date (2024-05-01) or an instant in UTC (2024-05-01T00:00:00Z)",
});

/** project.json: what a developer writes, with the paths of its two GeoJSON files relative to it. */
export const projectFile = z.strictObject({
  name: z.string().min(1).max(200).describe("What people call the project."),
  pool: z.enum(POOLS).describe("The carbon pool that is counted."),
  edgeLevel: z
    .literal([16, 20])
    .describe(
      "The finest S2 level that the project claims: cells of level 16 are about 140 m across, of level 20 about 9 m. Fields of a few hectares need 20.",
    ),
  period: z
    .strictObject({
      start: instant.describe("First instant that is measured."),
      end: instant.describe("First instant after it."),
    })
    .describe("What is measured, and within which scenes are looked for. Start is in, end is out, both in UTC."),
  history: z
    .strictObject({
      start: instant.describe("First instant that tells which ground is alike."),
      end: instant.describe("First instant after it: the project's start, before its first period."),
    })
    .exactOptional()
    .describe(
      "What was before the project, and is the same for all of its periods; left out where a methodology chooses no control ground.",
    ),
  simulated: z
    .boolean()
    .describe("Whether simulated scenes may be used; everything made from them is marked SIMULATED for good."),
  boundary: z.string().min(1).describe("Path of the boundary, relative to this file."),
  fields: z
    .string()
    .min(1)
    .exactOptional()
    .describe("Path of the fields, relative to this file; left out where a methodology looks at no fields."),
  practice: z
    .record(z.string(), z.json())
    .describe("What the project states of itself, in the form of the methodology; see below."),
});

export type ProjectFile = z.infer<typeof projectFile>;

/** fields.geojson. A geometry is judged by `parseBoundary`. */
export const fieldsFile = z.looseObject({
  type: z.literal("FeatureCollection"),
  features: z
    .array(
      z.looseObject({
        type: z.literal("Feature"),
        properties: z
          .looseObject({
            id: z.string().min(1).max(100).describe("Unique among the fields."),
            role: z
              .enum(["project", "control"])
              .describe(
                "Project fields earn. Control fields are candidates, all there are near the project: the methodology chooses by rule those that show what would have happened. The baseline is observed on them and never declared.",
              ),
          })
          .describe("Others are kept, and have no effect."),
        geometry: z.unknown().meta({
          format: "geojson",
          description: "A Polygon or MultiPolygon, as in the boundary. Fields may touch; they do not overlap.",
        }),
      }),
    )
    .min(1)
    .max(10_000)
    .describe("One feature a field."),
});

/** The area that a GeoJSON value states. @throws SixfoldError that names its document and the place in it */
const areaAt = ({ name }: Document, value: unknown, at = ""): Boundary => {
  try {
    return parseBoundary(value);
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    throw new SixfoldError({ ...error, field: `${name}#${at}${error.field}` });
  }
};

/** @throws SixfoldError SERVICE_PROJECT */
export const parseProjectFile = (json: unknown): ProjectFile => parsed(projectFile, PROJECT_DOCUMENT, json);

/**
 * The fields of a FeatureCollection whose features have the properties `id` and `role`.
 *
 * @throws SixfoldError SERVICE_PROJECT
 * @throws SixfoldError where a geometry is invalid
 */
export const parseFields = (json: unknown): readonly Field[] =>
  parsed(fieldsFile, FIELDS_DOCUMENT, json).features.map(({ properties: { id, role }, geometry }, index) => ({
    id,
    role,
    boundary: areaAt(FIELDS_DOCUMENT, geometry, `/features/${index}/geometry`),
  }));

/**
 * A project from the parsed JSON of its files; `fieldsJson` is undefined where it names none.
 *
 * @throws SixfoldError SERVICE_PROJECT
 * @throws SixfoldError where a geometry is invalid
 */
export const parseProject = (file: unknown, boundaryJson: unknown, fieldsJson: unknown): Project => {
  const { name, pool, edgeLevel, period, history, simulated, practice } = parseProjectFile(file);
  return {
    name,
    pool,
    edgeLevel,
    period,
    history,
    simulated,
    practice,
    boundary: areaAt(BOUNDARY_DOCUMENT, boundaryJson),
    fields: fieldsJson === undefined ? [] : parseFields(fieldsJson),
  };
};

/** Everything for which a project.json is refused whatever its methodology. */
export const projectFileRefusals = (json: unknown): readonly SixfoldError[] =>
  refusalsOf(projectFile, PROJECT_DOCUMENT, json);

/** The first thing for which a boundary.geojson is refused. */
export const boundaryRefusals = (json: unknown): readonly SixfoldError[] =>
  refusalOf(() => areaAt(BOUNDARY_DOCUMENT, json));

/** Everything for which a fields.geojson is refused; of each geometry the first. */
export const fieldsRefusals = (json: unknown): readonly SixfoldError[] => {
  const { features } = Object(json) as { readonly features?: unknown };
  const geometries = (Array.isArray(features) ? (features as readonly unknown[]) : []).map(
    (feature) => (Object(feature) as { readonly geometry?: unknown }).geometry,
  );
  return [
    ...refusalsOf(fieldsFile, FIELDS_DOCUMENT, json),
    ...geometries.flatMap((geometry, index) =>
      refusalOf(() => areaAt(FIELDS_DOCUMENT, geometry, `/features/${index}/geometry`)),
    ),
  ];
};
