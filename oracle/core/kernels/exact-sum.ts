/** Digits of an exact sum. */
export const SUM_WORDS = 9;

const DIGIT = 2 ** 32;

/** The unit of the last place of the least float32. */
const UNIT = 2 ** -149;

/**
 * Exact sums of float32 values, as fixed-point numbers in units of 2^-149: SUM_WORDS float64 each, least digit first,
 * eight whole digits from 0 to 2^32 - 1 and a last one that bears the sign. The form is unique, so equal sums have equal
 * bits.
 */
export type ExactSums = Float64Array;

/** Adds the sum at `from` of one array to the sum at `to` of another, both counted in sums. Exact. */
export const addSum = (into: ExactSums, to: number, sums: ExactSums, from: number): void => {
  let carry = 0;
  for (let word = 0; word < SUM_WORDS - 1; word += 1) {
    const digit = (into[to * SUM_WORDS + word] as number) + (sums[from * SUM_WORDS + word] as number) + carry;
    carry = Math.floor(digit / DIGIT);
    into[to * SUM_WORDS + word] = digit - carry * DIGIT;
  }
  const last = to * SUM_WORDS + SUM_WORDS - 1;
  into[last] = (into[last] as number) + (sums[from * SUM_WORDS + SUM_WORDS - 1] as number) + carry;
};

/** The double nearest to the sum at an index, ties to even. */
export const sumOf = (sums: ExactSums, index: number): number => {
  let total = 0n;
  for (let word = SUM_WORDS - 1; word >= 0; word -= 1)
    total = (total << 32n) + BigInt(sums[index * SUM_WORDS + word] as number);
  // Scaling by a power of two is exact here: a sum is 0 or at least 2^-149, far from the least double.
  return Number(total) * UNIT;
};

/** Sum at an index, rounded once, over its count, rounded once more; NaN where nothing was observed. */
export const meanOf = (sums: ExactSums, counts: Float64Array, index: number): number =>
  sumOf(sums, index) / (counts[index] as number);
