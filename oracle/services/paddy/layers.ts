import type { Grid } from "../../ground/types.ts";
import type { Layer } from "../types.ts";
import type { FieldMap } from "./field-map.ts";
import type { FollowedField } from "./follow.ts";

/** Days certainly drained between two wet looks, over all seasons. */
export const drainedDaysMin = ({ seasons }: FollowedField): number =>
  seasons
    .flatMap(({ intervals }) => intervals)
    .reduce((sum, { nextWet, minDays }) => sum + (nextWet === undefined ? 0 : minDays), 0);

/**
 * The maps behind the numbers: fields (label + 1 in id order), days drained at least, and observed (1) against
 * unobserved (0) among claimed pixels.
 *
 * @param followed in label order.
 */
export const layersOf = (
  grid: Grid,
  { labels, claimed, fields }: FieldMap,
  followed: readonly FollowedField[],
  resolved: ReadonlySet<string>,
): readonly Layer[] => {
  const drained = followed.map(drainedDaysMin);
  const observed = fields.map(({ id }) => (resolved.has(id) ? 1 : 0));
  const at = (table: readonly number[], label: number): number => table[label] ?? -1;
  return [
    { name: "fields", grid, values: labels.map((label) => label + 1), nodata: 0, unit: "field number", scale: 1 },
    {
      name: "drained-days-min",
      grid,
      values: labels.map((label) => at(drained, label)),
      nodata: -1,
      unit: "day",
      scale: 1,
    },
    {
      name: "observed",
      grid,
      values: labels.map((label, index) => (claimed[index] === 1 ? Math.max(0, at(observed, label)) : -1)),
      nodata: -1,
      unit: "1",
      scale: 1,
    },
  ];
};
