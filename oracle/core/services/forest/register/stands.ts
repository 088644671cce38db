import * as z from "zod";

import { refused } from "../../../errors.ts";
import { parseBoundary } from "../../../ground/boundary.ts";
import type { Boundary } from "../../../ground/types.ts";
import { dayOf } from "../../common/day.ts";
import { SPECIES } from "./terms.ts";

/** A stand of a forest register, as a feature. */
export const standFeature = {
  properties: z.looseObject({
    id: z.string().min(1).max(100).describe("Unique among the stands."),
    species: z.enum(SPECIES),
    site_class: z.string().min(1).max(20).describe("As the yield table has it."),
    planted: z.iso.date(),
    managed: z.iso.date().describe("The last day of planting, tending or thinning."),
    surveyed: z.iso.date().describe("The last day that somebody saw the stand."),
    felled: z.iso.date().exactOptional().describe("The day it was cut; absent while it stands."),
  }),
  geometry: z.looseObject({ type: z.enum(["Polygon", "MultiPolygon"]), coordinates: z.array(z.unknown()) }),
};
export type StandFeature = {
  readonly properties: z.infer<(typeof standFeature)["properties"]>;
  readonly geometry: z.infer<(typeof standFeature)["geometry"]>;
};

export type Stand = StandFeature["properties"] & { readonly boundary: Boundary };

/**
 * Stands by name, whatever order they come in.
 *
 * @throws SixfoldError SERVICE_STANDS where a name stands twice or days contradict each other; those of `parseBoundary`
 */
export const standsOf = (features: readonly StandFeature[]): readonly Stand[] => {
  const stands = features
    .map(({ properties, geometry }) => ({ ...properties, boundary: parseBoundary(geometry) }))
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  stands.forEach(({ id, planted, managed, surveyed, felled }, k) => {
    const refuse = (name: string, value: unknown, rule: string) =>
      refused("SERVICE_STANDS", `stands/${id}/${name}`, value, rule);
    if (stands[k - 1]?.id === id) throw refuse("id", id, "a stand is in the register once");
    if (dayOf(managed) < dayOf(planted)) throw refuse("managed", managed, `not before it was planted, ${planted}`);
    if (dayOf(surveyed) < dayOf(managed)) throw refuse("surveyed", surveyed, `not before it was managed, ${managed}`);
    if (felled !== undefined && dayOf(felled) < dayOf(managed))
      throw refuse("felled", felled, `not before it was managed, ${managed}`);
  });
  return stands;
};
