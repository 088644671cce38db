import { sumExact } from "../raster/sum.ts";

export type Moments = { readonly mean: number; readonly variance: number };

/** Mean and variance (n - 1) at some rows, at least two, of a column of a table that is stored row by row. Whatever their order. */
export const momentsOf = (table: Float64Array, width: number, at: number, rows: readonly number[]): Moments => {
  const column = new Float64Array(rows.length);
  for (let k = 0; k < rows.length; k += 1) column[k] = table[(rows[k] as number) * width + at] as number;
  const mean = sumExact(column) / rows.length;
  for (let k = 0; k < rows.length; k += 1) {
    const beyond = (column[k] as number) - mean;
    column[k] = beyond * beyond;
  }
  return { mean, variance: sumExact(column) / (rows.length - 1) };
};

/** sqrt of the mean of two variances: Rosenbaum and Rubin 1985, The American Statistician 39(1). */
export const pooledDeviation = (a: Moments, b: Moments): number => Math.sqrt((a.variance + b.variance) / 2);

export type Weighted = { readonly value: number; readonly weight: number };

/** Mean and variance with weights above zero, the variance over the weights' sum, whatever the order. */
export const weightedMoments = (sample: readonly Weighted[]): Moments => {
  const total = sumExact(sample.map(({ weight }) => weight));
  const mean = sumExact(sample.map(({ value, weight }) => weight * value)) / total;
  return {
    mean,
    variance: sumExact(sample.map(({ value, weight }) => weight * (value - mean) * (value - mean))) / total,
  };
};
