/**
 * A surface over a tile, quadratic in x and in y, both in [-1, 1]: the coefficient of x^a y^b at 3 a + b.
 */
export type Patch = Float64Array;

const parabola = (low: number, middle: number, high: number): readonly [number, number, number] => [
  middle,
  (high - low) / 2,
  (low + high) / 2 - middle,
];

/** The surface through nine values at x, y = -1, 0, 1, row by row. */
export const patchThrough = (values: readonly number[]): Patch => {
  const rows = [0, 3, 6].map((k) => parabola(values[k]!, values[k + 1]!, values[k + 2]!));
  return Float64Array.from([0, 1, 2].flatMap((a) => parabola(rows[0]![a]!, rows[1]![a]!, rows[2]![a]!)));
};

/** Least and largest value that the surface can have over its tile. */
export const rangeOf = (patch: Patch): readonly [low: number, high: number] => {
  const away = patch.reduce((sum, coefficient, k) => (k === 0 ? 0 : sum + Math.abs(coefficient)), 0);
  return [patch[0]! - away, patch[0]! + away];
};

/** Largest second derivative along x over the tile, halved: the coefficient of x^2. */
export const bendOf = (patch: Patch): number => Math.abs(patch[6]!) + Math.abs(patch[7]!) + Math.abs(patch[8]!);

/** Value at x and y. */
export const valueAt = (p: Patch, x: number, y: number): number =>
  p[0]! + y * (p[1]! + y * p[2]!) + x * (p[3]! + y * (p[4]! + y * p[5]!) + x * (p[6]! + y * (p[7]! + y * p[8]!)));

/** Most by which a parabola through values at -1, 0 and 1 can exceed them in between. */
const LEBESGUE = 1.25;

/**
 * Largest distance of a function from the surface through nine of its values, by bounds on its third derivatives along x
 * and y: |x (x^2 - 1)| / 6 is at most 1 / (9 sqrt 3), and what is left along y is interpolated along x.
 */
export const remainderOf = (xxx: number, yyy: number): number => (xxx + LEBESGUE * yyy) / (9 * Math.sqrt(3));
