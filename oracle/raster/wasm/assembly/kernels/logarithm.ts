/**
 * Natural logarithm of four float32. NaN for NaN, 0, below 0 and infinity.
 *
 * x = m * 2^e with m from sqrt(1/2) to sqrt(2), s = (m - 1) / (m + 1), ln m = 2 artanh s = 2 s + s * R,
 * R = 2/3 s^2 + 2/5 s^4 + 2/7 s^6 + 2/9 s^8 (the series of artanh; what is left out is below 3e-9 of ln m, as
 * |s| <= 0.1716). e ln 2 is added in two parts, of which the greater has 14 bits and so is exact. The error is at most
 * 2e-6 of the result, measured over all float32 of a binade around 1 and samples elsewhere: see the tests.
 */
export function logarithm(x: v128): v128 {
  const isSmall = f32x4.lt(x, f32x4.splat(<f32>1.1754943508222875e-38));
  const scaled = v128.bitselect(f32x4.mul(x, f32x4.splat(8388608)), x, isSmall);
  const lost = v128.and(isSmall, i32x4.splat(23));
  // Distance of the bits from those of sqrt(1/2), so that the exponent steps there and not at 1.
  const distance = i32x4.sub(scaled, i32x4.splat(0x3f3504f3));
  const exponent = f32x4.convert_i32x4_s(i32x4.sub(i32x4.shr_s(distance, 23), lost));
  const mantissa = i32x4.add(v128.and(distance, i32x4.splat(0x7fffff)), i32x4.splat(0x3f3504f3));
  const s = f32x4.div(f32x4.sub(mantissa, f32x4.splat(1)), f32x4.add(mantissa, f32x4.splat(1)));
  const s2 = f32x4.mul(s, s);
  let series = f32x4.add(f32x4.mul(s2, f32x4.splat(<f32>(2.0 / 9.0))), f32x4.splat(<f32>(2.0 / 7.0)));
  series = f32x4.add(f32x4.mul(series, s2), f32x4.splat(<f32>(2.0 / 5.0)));
  series = f32x4.add(f32x4.mul(series, s2), f32x4.splat(<f32>(2.0 / 3.0)));
  series = f32x4.mul(f32x4.mul(series, s2), s);
  const low = f32x4.add(series, f32x4.mul(exponent, f32x4.splat(<f32>(Math.LN2 - 0.693115234375))));
  const high = f32x4.add(f32x4.add(s, s), low);
  const result = f32x4.add(f32x4.mul(exponent, f32x4.splat(<f32>0.693115234375)), high);
  const isPositive = v128.and(f32x4.gt(x, f32x4.splat(0)), f32x4.lt(x, f32x4.splat(Infinity)));
  return v128.bitselect(result, f32x4.splat(NaN), isPositive);
}

/** Natural logarithms of count float32 values, from one place to another; both have room for a multiple of four. */
export function logarithms(values: usize, count: i32, results: usize): void {
  for (let i: usize = 0; i < <usize>count; i += 4) {
    v128.store(results + (i << 2), logarithm(v128.load(values + (i << 2))));
  }
}
