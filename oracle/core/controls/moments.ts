import { sumExact } from "../raster/sum.ts";

/** A column of a table that is stored row by row, at some rows of it. */
function* column(values: Float64Array, width: number, at: number, rows: Iterable<number>): Iterable<number> {
  for (const row of rows) yield values[row * width + at] as number;
}

function* squaredFrom(mean: number, values: Iterable<number>): Iterable<number> {
  for (const value of values) yield (value - mean) * (value - mean);
}

export type Moments = { readonly mean: number; readonly variance: number };

/** Mean and variance (n - 1) of a column at some rows, at least two, whatever their order. */
export const momentsOf = (values: Float64Array, width: number, at: number, rows: readonly number[]): Moments => {
  const mean = sumExact(column(values, width, at, rows)) / rows.length;
  return { mean, variance: sumExact(squaredFrom(mean, column(values, width, at, rows))) / (rows.length - 1) };
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
