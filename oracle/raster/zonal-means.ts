import { SceneError } from "../errors.ts";

export type ZonalMeans = {
  /** Observed pixels per zone. */
  readonly count: Uint32Array;
  /** Mean per zone; NaN where nothing was observed. */
  readonly mean: Float64Array;
};

/**
 * Means over labelled zones in one pass, in row-major order with Neumaier's compensation (Neumaier 1974, ZAMM 54,
 * improved Kahan-Babuska), so that equal inputs give equal bits everywhere.
 *
 * @param values row-major, linear scale; NaN is not observed.
 * @param labels same length; zone index 0 to zoneCount - 1, anything else (such as -1) is no zone.
 * @throws SceneError RASTER_LENGTH where the lengths differ.
 */
export const zonalMeans = (values: Float64Array, labels: Int32Array, zoneCount: number): ZonalMeans => {
  if (values.length !== labels.length) {
    throw new SceneError({
      code: "RASTER_LENGTH",
      failure: "check",
      field: "labels",
      value: labels.length,
      rule: `labels have one entry per value (${values.length})`,
    });
  }
  const count = new Uint32Array(zoneCount);
  const sum = new Float64Array(zoneCount);
  const lost = new Float64Array(zoneCount);
  for (let i = 0; i < values.length; i += 1) {
    const zone = labels[i] as number;
    const value = values[i] as number;
    if (zone < 0 || zone >= zoneCount || Number.isNaN(value)) continue;
    const before = sum[zone] as number;
    const after = before + value;
    const error = Math.abs(before) >= Math.abs(value) ? before - after + value : value - after + before;
    count[zone] = (count[zone] as number) + 1;
    sum[zone] = after;
    lost[zone] = (lost[zone] as number) + error;
  }
  const mean = new Float64Array(zoneCount);
  for (let zone = 0; zone < zoneCount; zone += 1) {
    mean[zone] = ((sum[zone] as number) + (lost[zone] as number)) / (count[zone] as number);
  }
  return { count, mean };
};
