import * as z from "zod";

import { refused, SixfoldError } from "../../../errors.ts";
import { parseBoundary } from "../../../ground/boundary.ts";
import type { Boundary } from "../../../ground/types.ts";
import type { Scene } from "../../../scenes/types.ts";
import { parsedBy } from "../../../schema-faults.ts";
import { spanOf } from "../scene-span.ts";
import type { Span } from "../scene-span.ts";

/** One survey of beds as its item states it. */
export type Survey = {
  readonly scene: Scene;
  readonly span: Span;
  /** Standard error of a mapped area, as a share of it. */
  readonly relativeError: number;
  /** Whether whoever surveyed found water and light good enough to tell beds from bare ground. */
  readonly isVisible: boolean;
};

const stated = z.looseObject({
  properties: z.looseObject({
    "sixfold:area_relative_error": z.number().min(0).max(1),
    "sixfold:visibility_passed": z.boolean(),
  }),
});

/** @throws SixfoldError SERVICE_ITEM, SCENE_DATETIME */
export const surveyOf = (scene: Scene): Survey => {
  const { properties } = parsedBy(stated, scene.item, ({ pointer, value, rule }) =>
    refused("SERVICE_ITEM", `${scene.id}${pointer}`, value ?? null, rule),
  );
  return {
    scene,
    span: spanOf(scene),
    relativeError: properties["sixfold:area_relative_error"],
    isVisible: properties["sixfold:visibility_passed"],
  };
};

/** A feature of a survey: polygons of bed. Its properties have no effect. */
export const bedFeature = {
  properties: z.looseObject({}).nullable(),
  geometry: z.looseObject({ type: z.enum(["Polygon", "MultiPolygon"]), coordinates: z.array(z.unknown()) }),
};
export type BedFeature = { readonly geometry: z.infer<(typeof bedFeature)["geometry"]> };

/**
 * The beds of a survey as one area; undefined where it found none.
 *
 * @throws SixfoldError SERVICE_BEDS where polygons are broken or overlap: a square metre would count twice
 */
export const bedsOf = ({ scene }: Survey, features: readonly BedFeature[]): Boundary | undefined => {
  if (features.length === 0) return undefined;
  const coordinates = features.flatMap(({ geometry }) =>
    geometry.type === "Polygon" ? [geometry.coordinates] : geometry.coordinates,
  );
  try {
    return parseBoundary({ type: "MultiPolygon", coordinates });
  } catch (error) {
    if (!(error instanceof SixfoldError)) throw error;
    throw refused("SERVICE_BEDS", `${scene.id}#${error.field}`, error.value, error.rule, error);
  }
};
