import { addTo, sumExact } from "../../raster/sum.ts";
import type { Expansion } from "../../raster/sum.ts";
import type { FieldMap } from "./field-map.ts";

/** What is known of one field's area. */
export type FieldArea = {
  readonly wholeM2: number;
  readonly claimedM2: number;
  readonly claimedPixels: number;
  readonly edgePixels: number;
  readonly innerPixels: number;
};

/** Pixels and exact areas of one field, or of the claimed ground outside all fields, while they are counted. */
export type AreaCount = {
  /** m2 of all pixels whose centre is in the field, claimed or not. */
  readonly wholeM2: Expansion;
  /** m2 of those whose centre is also in a claimed cell. */
  readonly claimedM2: Expansion;
  claimedPixels: number;
  /** Claimed pixels of the field with a neighbour, of four, outside it. */
  edgePixels: number;
  innerPixels: number;
};

/** Label under which claimed ground outside all fields is counted. */
export const NO_FIELD = -1;

const nothing = (): AreaCount => ({ wholeM2: [], claimedM2: [], claimedPixels: 0, edgePixels: 0, innerPixels: 0 });

const areaOf = (areas: Map<number, AreaCount>, label: number): AreaCount => {
  const known = areas.get(label) ?? nothing();
  areas.set(label, known);
  return known;
};

/** Areas by label over one window. */
export const countAreas = ({
  labels,
  innerLabels,
  edges,
  claimed,
  areasM2,
}: FieldMap): ReadonlyMap<number, AreaCount> => {
  const areas = new Map<number, AreaCount>();
  labels.forEach((label, index) => {
    const isClaimed = claimed[index] === 1;
    if (label === NO_FIELD && !isClaimed) return;
    const area = areaOf(areas, label);
    const m2 = areasM2[index] as number;
    addTo(area.wholeM2, m2);
    if (innerLabels[index] === label && label !== NO_FIELD) area.innerPixels += 1;
    if (!isClaimed) return;
    addTo(area.claimedM2, m2);
    area.claimedPixels += 1;
    area.edgePixels += edges[index] as number;
  });
  return areas;
};

/** Joins areas of disjoint windows. */
export const joinAreas = (parts: readonly ReadonlyMap<number, AreaCount>[]): ReadonlyMap<number, AreaCount> => {
  const areas = new Map<number, AreaCount>();
  for (const part of parts) {
    for (const [label, { wholeM2, claimedM2, claimedPixels, edgePixels, innerPixels }] of part) {
      const area = areaOf(areas, label);
      wholeM2.forEach((m2) => addTo(area.wholeM2, m2));
      claimedM2.forEach((m2) => addTo(area.claimedM2, m2));
      area.claimedPixels += claimedPixels;
      area.edgePixels += edgePixels;
      area.innerPixels += innerPixels;
    }
  }
  return areas;
};

/** Areas of a count, each rounded once. */
export const roundArea = ({ wholeM2, claimedM2, ...pixels }: AreaCount = nothing()): FieldArea => ({
  wholeM2: sumExact(wholeM2),
  claimedM2: sumExact(claimedM2),
  ...pixels,
});
