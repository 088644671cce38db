import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../oracle/core/uncertainty/sample.ts";

/** Sliding means over 2 * reach + 1 places of each row of a torus. */
const blurRows = (values: Float64Array, size: number, reach: number): Float64Array => {
  const out = new Float64Array(values.length);
  for (let row = 0; row < size; row += 1) {
    const at = (col: number): number => values[row * size + ((col + size) % size)] as number;
    let sum = 0;
    for (let col = -reach; col <= reach; col += 1) sum += at(col);
    for (let col = 0; col < size; col += 1) {
      out[row * size + col] = sum;
      sum += at(col + reach + 1) - at(col - reach);
    }
  }
  return out;
};

const transposed = (values: Float64Array, size: number): Float64Array =>
  values.map((_, k) => values[(k % size) * size + Math.floor(k / size)] as number);

/**
 * A square of normal deviates of mean 0 and standard deviation `sd` over the place, alike within about `reach` pixels and
 * independent beyond 2 * reach.
 */
export const smoothField = (random: Random, size: number, reach: number, sd: number): Float64Array => {
  const noise = Float64Array.from({ length: size * size }, () => standardNormal(random));
  if (reach === 0) return noise.map((value) => sd * value);
  const blurred = blurRows(transposed(blurRows(noise, size, reach), size), size, reach);
  // Of sums of (2 reach + 1)^2 independent deviates.
  const scale = sd / (2 * reach + 1);
  return blurred.map((value) => scale * value);
};
