import { SixfoldError } from "../errors.ts";
import { sumExact } from "../raster/sum.ts";

/** A class as a normal distribution of n features. */
export type GaussianClass = {
  readonly mean: readonly number[];
  /**
   * The inverse W of the covariance's Cholesky factor, so that |W (x - mean)|^2 is the squared Mahalanobis distance:
   * lower triangular, its n (n + 1) / 2 entries by rows, the diagonal above 0.
   */
  readonly whitening: readonly number[];
  /** How common the class is expected to be, above 0; the ratios alone matter. */
  readonly prior: number;
};

/**
 * Least share of a feature's variance that the features before it may leave unexplained. With less, distances would be
 * made of the last bits of float32 features, which have 24.
 */
const LEAST_SHARE = 2 ** -20;

/** Where the entry of a row and column stands in a lower triangle by rows. */
const entry = (row: number, column: number): number => (row * (row + 1)) / 2 + column;

/** Sum of the products of a row and a column of two triangles, from one index up to another. */
const product = (length: number, from: number, term: (index: number) => number): number => {
  let sum = 0;
  for (let index = from; index < length; index += 1) sum += term(index);
  return sum;
};

const singular = (name: string, value: unknown): SixfoldError =>
  new SixfoldError({
    code: "KERNEL_CLASS_SINGULAR",
    failure: "check",
    field: name,
    value,
    rule: "a class's training pixels vary in every feature, none of which follows from the others",
  });

/** Cholesky's factor of a covariance, both lower triangles by rows. */
const factorOf = (covariance: readonly number[], features: number, name: string): readonly number[] => {
  const factor: number[] = [];
  const at = (row: number, column: number): number => factor[entry(row, column)] as number;
  for (let row = 0; row < features; row += 1) {
    for (let column = 0; column <= row; column += 1) {
      const known = covariance[entry(row, column)] as number;
      const left = known - product(column, 0, (k) => at(row, k) * at(column, k));
      if (column < row) factor.push(left / at(column, column));
      else if (left > known * LEAST_SHARE && left < Infinity) factor.push(Math.sqrt(left));
      else throw singular(name, covariance);
    }
  }
  return factor;
};

/** The inverse of a lower triangle, both by rows. */
const inverseOf = (factor: readonly number[], features: number): readonly number[] => {
  const inverse: number[] = [];
  const at = (row: number, column: number): number => inverse[entry(row, column)] as number;
  for (let row = 0; row < features; row += 1) {
    const diagonal = factor[entry(row, row)] as number;
    for (let column = 0; column < row; column += 1)
      inverse.push(-product(row, column, (k) => (factor[entry(row, k)] as number) * at(k, column)) / diagonal);
    inverse.push(1 / diagonal);
  }
  return inverse;
};

/**
 * A class from its training pixels: their mean and unbiased covariance, whose sums are correctly rounded and so do not
 * depend on the pixels' order.
 *
 * @param name of the class, for errors.
 * @param samples the features of each pixel, all of the same number.
 * @throws SixfoldError KERNEL_CLASS_SINGULAR naming the class: too few pixels, or one feature follows from the others.
 */
export const gaussianOf = (name: string, samples: readonly (readonly number[])[], prior: number): GaussianClass => {
  const features = samples[0]?.length ?? 0;
  if (features === 0 || samples.length <= features) throw singular(name, samples.length);
  const of = (feature: number): readonly number[] => samples.map((sample) => sample[feature] as number);
  const mean = Array.from({ length: features }, (_, feature) => sumExact(of(feature)) / samples.length);
  const centred = mean.map((middle, feature) => of(feature).map((value) => value - middle));
  const covariance = centred.flatMap((x, row) =>
    centred
      .slice(0, row + 1)
      .map((y) => sumExact(x.map((value, i) => value * (y[i] as number))) / (samples.length - 1)),
  );
  return { mean, whitening: inverseOf(factorOf(covariance, features, name), features), prior };
};
