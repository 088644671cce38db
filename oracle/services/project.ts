import { z } from "zod";

import { ServiceError } from "../errors.ts";
import { parseBoundary } from "../ground/boundary.ts";
import type { Field, Project } from "./types.ts";

const instant = z.union([z.iso.date(), z.iso.datetime()]);

/** project.json: what a developer writes, with the paths of its two GeoJSON files relative to it. */
export const projectFile = z.strictObject({
  name: z.string().min(1).max(200),
  pool: z.literal("paddy-methane"),
  edgeLevel: z.union([z.literal(16), z.literal(20)]),
  /** Start in, end out; UTC. */
  period: z.strictObject({ start: instant, end: instant }),
  simulated: z.boolean(),
  boundary: z.string().min(1),
  fields: z.string().min(1),
  /** Judged by the methodology. */
  practice: z.record(z.string(), z.json()),
});

export type ProjectFile = z.infer<typeof projectFile>;

const fieldCollection = z.looseObject({
  type: z.literal("FeatureCollection"),
  features: z
    .array(
      z.looseObject({
        type: z.literal("Feature"),
        properties: z.looseObject({
          id: z.string().min(1).max(100),
          role: z.union([z.literal("project"), z.literal("control")]),
        }),
        geometry: z.unknown(),
      }),
    )
    .min(1)
    .max(10_000),
});

const parsed = <T>(schema: z.ZodType<T>, field: string, value: unknown): T => {
  const result = schema.safeParse(value);
  if (result.success) return result.data;
  const issue = result.error.issues[0];
  throw new ServiceError({
    code: "SERVICE_PROJECT",
    failure: "usage",
    field: [field, ...(issue?.path ?? []).map(String)].join("/"),
    value,
    rule: issue?.message ?? `a valid ${field}`,
    cause: result.error,
  });
};

/** @throws ServiceError SERVICE_PROJECT */
export const parseProjectFile = (json: unknown): ProjectFile => parsed(projectFile, "project.json", json);

/**
 * The fields of a FeatureCollection whose features have the properties `id` and `role`.
 *
 * @throws ServiceError SERVICE_PROJECT
 * @throws GroundError where a geometry is invalid
 */
export const parseFields = (json: unknown): readonly Field[] =>
  parsed(fieldCollection, "fields.geojson", json).features.map(({ properties: { id, role }, geometry }) => ({
    id,
    role,
    boundary: parseBoundary(geometry),
  }));

/**
 * A project from the parsed JSON of its three files.
 *
 * @throws ServiceError SERVICE_PROJECT
 * @throws GroundError where a geometry is invalid
 */
export const parseProject = (file: unknown, boundaryJson: unknown, fieldsJson: unknown): Project => {
  const { name, pool, edgeLevel, period, simulated, practice } = parseProjectFile(file);
  return {
    name,
    pool,
    edgeLevel,
    period,
    simulated,
    practice,
    boundary: parseBoundary(boundaryJson),
    fields: parseFields(fieldsJson),
  };
};
