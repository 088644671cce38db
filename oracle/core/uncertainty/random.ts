import { SixfoldError } from "../errors.ts";

/** Uniform on the open interval (0, 1), 52 bits. */
export type Random = () => number;

const MASK_64 = 2n ** 64n - 1n;

/**
 * SplitMix64 (Steele, Lea and Flood 2014, "Fast splittable pseudorandom number generators"), used to spread a seed
 * over the state of another generator, as the authors of xoshiro advise.
 */
export const splitMix64 = (seed: bigint): (() => bigint) => {
  let state = seed & MASK_64;
  return () => {
    state = (state + 0x9e3779b97f4a7c15n) & MASK_64;
    let z = state;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
    return z ^ (z >> 31n);
  };
};

const rotateLeft = (x: number, by: number): number => (x << by) | (x >>> (32 - by));

/** xoshiro128** 1.1 (Blackman and Vigna 2018, "Scrambled linear pseudorandom number generators"): uint32 outputs. */
export const xoshiro128 = (state: readonly [number, number, number, number]): (() => number) => {
  let [a, b, c, d] = state;
  return () => {
    const result = Math.imul(rotateLeft(Math.imul(b, 5), 7), 9) >>> 0;
    const shifted = b << 9;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotateLeft(d, 11);
    return result;
  };
};

/**
 * A deterministic generator: equal seeds give equal sequences on every engine.
 *
 * @param seed 0 to 2^64 - 1.
 * @throws SixfoldError UNCERTAINTY_OUT_OF_RANGE
 */
export const seededRandom = (seed: bigint): Random => {
  if (seed < 0n || seed > MASK_64) {
    throw new SixfoldError({
      code: "UNCERTAINTY_OUT_OF_RANGE",
      failure: "check",
      field: "seed",
      value: seed,
      rule: `an integer from 0 to ${MASK_64}`,
    });
  }
  const mix = splitMix64(seed);
  const [low, high] = [mix(), mix()];
  const words = [low & 0xffffffffn, low >> 32n, high & 0xffffffffn, high >> 32n].map(Number);
  const next = xoshiro128(words as [number, number, number, number]);
  return () => {
    const upper = next() >>> 6;
    const lower = next() >>> 6;
    // 52 bits plus a half: never 0 and never 1, so that quantile functions stay finite.
    return (upper * 67_108_864 + lower + 0.5) / 4_503_599_627_370_496;
  };
};
