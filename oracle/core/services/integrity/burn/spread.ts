import { areaWhere, changeOf } from "./pixels-seen.ts";

/** Sum over bins, in ascending order of dNBR, of an area times a value of its dNBR. */
const weigh = (areas: Float64Array, valueOf: (change: number) => number): number =>
  areas.reduce((sum, area, bin) => sum + area * valueOf(changeOf(bin)), 0);

/** Mean and standard deviation of dNBR over area, thousandths, and the share that was green at both dates. */
export const spreadOf = (
  areas: Float64Array,
): { readonly mean: number; readonly spread: number; readonly greenShare: number } => {
  const total = weigh(areas, () => 1);
  const mean = weigh(areas, (change) => change) / total;
  const variance = weigh(areas, (change) => (change - mean) * (change - mean)) / total;
  const greenShare = areaWhere(areas, (_, isGreen) => isGreen) / areaWhere(areas, () => true);
  return { mean, spread: Math.sqrt(variance), greenShare };
};

/** Least dNBR that half of the observed area does not exceed, thousandths; NaN where nothing was seen. */
export const medianOf = (areas: Float64Array): number => {
  const total = weigh(areas, () => 1);
  let below = 0;
  const bin = areas.findIndex((area) => area > 0 && (below += area) * 2 >= total);
  return bin < 0 ? NaN : changeOf(bin);
};
