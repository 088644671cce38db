import { sumExact } from "../../../raster/sum.ts";
import { changeOf, isGreenBin, type PixelsSeen } from "./pixels-seen.ts";

/** Bins in ascending order of dNBR, each area rounded once, and their sum. */
const roundedBins = (areas: PixelsSeen["areas"]) => {
  const bins = [...areas]
    .map(([bin, expansion]) => ({ bin, change: changeOf(bin), m2: sumExact(expansion) }))
    .sort((a, b) => a.bin - b.bin);
  return { bins, total: sumExact(bins.map(({ m2 }) => m2)) };
};

/**
 * Mean and standard deviation of dNBR, in thousandths, and the share that was green at both dates: over area, NaN where
 * nothing was seen. Each sum is exact before it is rounded, so that the order of pixels does not matter.
 */
export const spreadOf = ({
  areas,
}: PixelsSeen): { readonly mean: number; readonly spread: number; readonly greenShare: number } => {
  const { bins, total } = roundedBins(areas);
  const mean = sumExact(bins.map(({ change, m2 }) => change * m2)) / total;
  const variance = sumExact(bins.map(({ change, m2 }) => (change - mean) * (change - mean) * m2)) / total;
  const green = sumExact(bins.filter(({ bin }) => isGreenBin(bin)).map(({ m2 }) => m2));
  return { mean, spread: Math.sqrt(variance), greenShare: green / total };
};

/** Least dNBR that half of the observed area does not exceed, thousandths; NaN where nothing was seen. */
export const medianOf = ({ areas }: PixelsSeen): number => {
  const { bins, total } = roundedBins(areas);
  let below = 0;
  return bins.find(({ m2 }) => (below += m2) * 2 >= total)?.change ?? NaN;
};
