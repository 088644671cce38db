import type { Grid } from "../../grid/types.ts";
import type { Layer } from "../../raster/layer.ts";
import { indexRuns, paintRows } from "./field-runs.ts";
import type { FieldRuns } from "./field-runs.ts";
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
  runs: FieldRuns,
  followed: readonly FollowedField[],
  resolved: ReadonlySet<string>,
): readonly Layer[] => {
  const drained = followed.map(drainedDaysMin);
  const observed = followed.map(({ id }) => (resolved.has(id) ? 1 : 0));
  const index = indexRuns(grid, runs);
  const map = (
    name: string,
    nodata: number,
    unit: string,
    valueOf: (label: number, claimed: boolean) => number,
  ): Layer => ({ name, grid, rows: paintRows(grid, index, valueOf), nodata, unit, scale: 1 });
  return [
    map("fields", 0, "field number", (label) => label + 1),
    map("drained-days-min", -1, "day", (label) => drained[label] ?? -1),
    map("observed", -1, "1", (label, claimed) => (claimed ? (observed[label] ?? 0) : -1)),
  ];
};
