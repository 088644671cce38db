import { sumExact } from "../../../raster/sum.ts";
import { changeOf, isGreenBin, type PixelsSeen } from "./pixels-seen.ts";

/**
 * Mean and standard deviation of dNBR, in thousandths, and the share that was green at both dates: over area, NaN where
 * nothing was seen. Each sum is exact before it is rounded, so that the order of pixels does not matter.
 */
export const spreadOf = ({
  areas,
}: PixelsSeen): { readonly mean: number; readonly spread: number; readonly greenShare: number } => {
  const bins = [...areas].map(([bin, expansion]) => ({ bin, change: changeOf(bin), m2: sumExact(expansion) }));
  const total = sumExact(bins.map(({ m2 }) => m2));
  const mean = sumExact(bins.map(({ change, m2 }) => change * m2)) / total;
  const variance = sumExact(bins.map(({ change, m2 }) => (change - mean) * (change - mean) * m2)) / total;
  const green = sumExact(bins.filter(({ bin }) => isGreenBin(bin)).map(({ m2 }) => m2));
  return { mean, spread: Math.sqrt(variance), greenShare: green / total };
};
