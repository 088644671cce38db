import { SixfoldError } from "../../errors.ts";
import { coverBoundary } from "../../ground/cover.ts";
import { overlap } from "../../ground/overlap.ts";
import type { Boundary } from "../../ground/types.ts";
import type { Field } from "../common/types.ts";

/** South-west and north-east corner, degrees. A field that is split at the antimeridian gets a box round the Earth. */
type Box = readonly [west: number, south: number, east: number, north: number];

const boxOf = ({ coordinates }: Boundary): Box =>
  coordinates
    .flat(2)
    .reduce<Box>(
      ([west, south, east, north], [lon, lat]) => [
        Math.min(west, lon),
        Math.min(south, lat),
        Math.max(east, lon),
        Math.max(north, lat),
      ],
      [Infinity, Infinity, -Infinity, -Infinity],
    );

const meet = (a: Box, b: Box): boolean => a[0] <= b[2] && b[0] <= a[2] && a[1] <= b[3] && b[1] <= a[3];

/**
 * Refuses fields that hold the centre of the same cell of level 20, about 9 m across: an overlap of about a pixel.
 * Neighbours that share a side, or whose outlines cross by a metre, pass, as they do when ground is claimed. Whatever
 * else of them falls on one pixel is refused when it is looked at.
 *
 * @throws SixfoldError SERVICE_FIELDS_OVERLAP
 */
export const refuseSharedGround = (fields: readonly Field[]): void => {
  const boxed = fields
    .map((field) => ({ field, box: boxOf(field.boundary) }))
    .sort((a, b) => a.box[0] - b.box[0] || (a.field.id < b.field.id ? -1 : 1));
  const covers = new Map<Field, ReturnType<typeof coverBoundary>>();
  const coverOf = (field: Field): ReturnType<typeof coverBoundary> => {
    const cover = covers.get(field) ?? coverBoundary(field.boundary, 20);
    covers.set(field, cover);
    return cover;
  };
  boxed.forEach(({ field, box }, index) => {
    for (let next = index + 1; next < boxed.length; next += 1) {
      const other = boxed[next]!;
      if (other.box[0] > box[2]) break;
      if (!meet(box, other.box) || overlap(coverOf(field), coverOf(other.field)).length === 0) continue;
      throw new SixfoldError({
        code: "SERVICE_FIELDS_OVERLAP",
        failure: "check",
        field: `fields/${other.field.id}`,
        value: field.id,
        rule: "fields do not overlap",
      });
    }
  });
};
