/**
 * Constants lie in memory: an engine makes a vector constant anew, in four instructions, wherever it is used, but loads
 * one in one.
 *
 * Bits of the float32 nearest to sqrt(1/2), and those of any mantissa.
 */
const BITS = memory.data<i32>([0x3f3504f3, 0x7fffff]);

/** 1, the coefficients of R from the highest, and the two parts of ln 2, the lesser first. */
const FLOATS = memory.data<f32>([
  1,
  <f32>(2.0 / 9.0),
  <f32>(2.0 / 7.0),
  <f32>(2.0 / 5.0),
  <f32>(2.0 / 3.0),
  <f32>(Math.LN2 - 0.693115234375),
  0.693115234375,
]);

/**
 * ln(m * 2^e), with m from sqrt(1/2) to sqrt(2) where s = (m - 1) / (m + 1), ln m = 2 artanh s = 2 s + s * R,
 * R = 2/3 s^2 + 2/5 s^4 + 2/7 s^6 + 2/9 s^8 (the series of artanh; what is left out is below 3e-9 of ln m, as
 * |s| <= 0.1716). e ln 2 is added in two parts, of which the greater has 14 bits and so is exact.
 *
 * @param distance of the bits of x from those of sqrt(1/2), so that the exponent steps there and not at 1.
 * @param exponent e, float32.
 */
// @ts-ignore: decorator
@inline
function fromParts(distance: v128, exponent: v128): v128 {
  const one = v128.load32_splat(FLOATS);
  const mantissa = i32x4.add(v128.and(distance, v128.load32_splat(BITS, 4)), v128.load32_splat(BITS));
  const s = f32x4.div(f32x4.sub(mantissa, one), f32x4.add(mantissa, one));
  const s2 = f32x4.mul(s, s);
  let series = f32x4.add(f32x4.mul(s2, v128.load32_splat(FLOATS, 4)), v128.load32_splat(FLOATS, 8));
  series = f32x4.add(f32x4.mul(series, s2), v128.load32_splat(FLOATS, 12));
  series = f32x4.add(f32x4.mul(series, s2), v128.load32_splat(FLOATS, 16));
  series = f32x4.mul(f32x4.mul(series, s2), s);
  const low = f32x4.add(series, f32x4.mul(exponent, v128.load32_splat(FLOATS, 20)));
  const high = f32x4.add(f32x4.add(s, s), low);
  return f32x4.add(f32x4.mul(exponent, v128.load32_splat(FLOATS, 24)), high);
}

/**
 * Natural logarithm of four float32. NaN for NaN, 0, below 0 and infinity. The error is at most 2e-6 of the result,
 * measured over all float32 of a binade around 1 and samples elsewhere: see the tests.
 */
export function logarithm(x: v128): v128 {
  const isSmall = f32x4.lt(x, f32x4.splat(<f32>1.1754943508222875e-38));
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, isSmall);
  const lost = v128.and(isSmall, i32x4.splat(23));
  const distance = i32x4.sub(scaled, v128.load32_splat(BITS));
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(distance, 23), lost));
  const isPositive = v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.lt(x, f32x4.splat(Infinity)));
  return v128.bitselect(fromParts(distance, exponent), f32x4.splat(NaN), isPositive);
}

/** The same bits for four normal float32 above 0, without looking whether they are; anything for others. */
// @ts-ignore: decorator
@inline
export function normalLogarithm(x: v128): v128 {
  const distance = i32x4.sub(x, v128.load32_splat(BITS));
  return fromParts(distance, f32x4.convert_i32x4_s(i32x4.shr_s(distance, 23)));
}

/** Natural logarithms of count float32 values, from one place to another; both have room for a multiple of four. */
export function logarithms(values: usize, count: i32, results: usize): void {
  for (let i: usize = 0; i < <usize>count; i += 4) {
    v128.store(results + (i << 2), logarithm(v128.load(values + (i << 2))));
  }
}
