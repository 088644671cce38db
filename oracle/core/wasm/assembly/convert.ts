import { LAST_16, prefixSums16 } from "./prefix-sums";

/**
 * Integers of 64 bits are scaled, and compared with nodata, as the double nearest to them: past 2^53 a value so near to
 * nodata that both have one double is not observed.
 */
// @ts-ignore: decorator
@inline
function physical(stored: f64, nodataCount: i32, nodata0: f64, nodata1: f64, scale: f64, offset: f64): f32 {
  const finite = abs(stored) < Infinity;
  const none = (nodataCount > 0 && stored == nodata0) || (nodataCount > 1 && stored == nodata1);
  return finite && !none ? <f32>(stored * scale + offset) : f32.NaN;
}

/** No value of up to 16 bits. */
const NEVER: i32 = i32.MIN_VALUE;

/** Nodata in every lane; NEVER where no integer of up to 16 bits can be equal to it. */
// @ts-ignore: decorator
@inline
function lanesOf(isGiven: bool, nodata: f64): v128 {
  return i32x4.splat(isGiven && abs(nodata) < 65536 && floor(nodata) == nodata ? <i32>nodata : NEVER);
}

/** Four integers; through double as the one by one way does, unless nothing scales them. */
// @ts-ignore: decorator
@inline
function convertFour(x: v128, hidden: v128, isPlain: bool, scale: v128, offset: v128): v128 {
  const nan = f32x4.splat(f32.NaN);
  if (isPlain) return v128.bitselect(nan, f32x4.convert_i32x4_s(x), hidden);
  const low = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_s(x), scale), offset);
  const upper = v128.shuffle<i64>(x, x, 1, 1);
  const high = f64x2.add(f64x2.mul(f64x2.convert_low_i32x4_s(upper), scale), offset);
  const both = v128.shuffle<i64>(f32x4.demote_f64x2_zero(low), f32x4.demote_f64x2_zero(high), 0, 2);
  return v128.bitselect(nan, both, hidden);
}

// @ts-ignore: decorator
@inline
function convertEight<T>(
  from: usize,
  to: usize,
  first: v128,
  second: v128,
  isPlain: bool,
  scale: v128,
  offset: v128,
): void {
  storeEight<T>(sizeof<T>() == 1 ? v128.load_ext<u8>(from) : v128.load(from), to, first, second, isPlain, scale, offset);
}

/** Eight 16-bit lanes. */
// @ts-ignore: decorator
@inline
function storeEight<T>(
  x: v128,
  to: usize,
  first: v128,
  second: v128,
  isPlain: bool,
  scale: v128,
  offset: v128,
): void {
  const low = isSigned<T>() ? i32x4.extend_low_i16x8_s(x) : i32x4.extend_low_i16x8_u(x);
  const high = isSigned<T>() ? i32x4.extend_high_i16x8_s(x) : i32x4.extend_high_i16x8_u(x);
  const hidesLow = v128.or(i32x4.eq(low, first), i32x4.eq(low, second));
  const hidesHigh = v128.or(i32x4.eq(high, first), i32x4.eq(high, second));
  v128.store(to, convertFour(low, hidesLow, isPlain, scale, offset));
  v128.store(to, convertFour(high, hidesHigh, isPlain, scale, offset), 16);
}

/**
 * Integers of up to 16 bits of one sample a pixel, eight at a time. Plain ones in a loop of their own, here and below: the
 * engine does not take the question out of the loop, and a whole job is 2 to 4 % slower with it inside.
 */
export function convertSmall<T>(
  from: usize,
  to: usize,
  count: i32,
  none: i32,
  nodata0: f64,
  nodata1: f64,
  scale: f64,
  offset: f64,
): void {
  const first = lanesOf(none > 0, nodata0);
  const second = lanesOf(none > 1, nodata1);
  const factor = f64x2.splat(scale);
  const addend = f64x2.splat(offset);
  const isPlain = scale == 1 && offset == 0;
  const whole = <usize>(count & ~7);
  for (let i: usize = 0; isPlain && i < whole; i += 8) {
    convertEight<T>(from + i * sizeof<T>(), to + (i << 2), first, second, true, factor, addend);
  }
  for (let i: usize = 0; !isPlain && i < whole; i += 8) {
    convertEight<T>(from + i * sizeof<T>(), to + (i << 2), first, second, false, factor, addend);
  }
  const rest = count - <i32>whole;
  convert<T>(from + whole * sizeof<T>(), to + (whole << 2), rest, 1, none, nodata0, nodata1, scale, offset);
}

/**
 * 16-bit unsigned values that each stand as the difference to the one before (TIFF 6.0 section 14), in the machine's own
 * order, from the start of a row: `undifference16`, then `convertSmall`, without writing down what is between.
 */
export function convertDifferences16(
  from: usize,
  to: usize,
  count: i32,
  none: i32,
  nodata0: f64,
  nodata1: f64,
  scale: f64,
  offset: f64,
): void {
  const first = lanesOf(none > 0, nodata0);
  const second = lanesOf(none > 1, nodata1);
  const factor = f64x2.splat(scale);
  const addend = f64x2.splat(offset);
  const isPlain = scale == 1 && offset == 0;
  const whole = <usize>(count & ~7);
  let carry = i16x8.splat(0);
  for (let i: usize = 0; isPlain && i < whole; i += 8) {
    const x = i16x8.add(prefixSums16(v128.load(from + (i << 1))), carry);
    carry = i8x16.swizzle(x, LAST_16);
    storeEight<u16>(x, to + (i << 2), first, second, true, factor, addend);
  }
  for (let i: usize = 0; !isPlain && i < whole; i += 8) {
    const x = i16x8.add(prefixSums16(v128.load(from + (i << 1))), carry);
    carry = i8x16.swizzle(x, LAST_16);
    storeEight<u16>(x, to + (i << 2), first, second, false, factor, addend);
  }
  let last: u16 = <u16>i16x8.extract_lane_u(carry, 0);
  for (let i = whole; i < <usize>count; i++) {
    last += load<u16>(from + (i << 1));
    store<f32>(to + (i << 2), physical(<f64>last, none, nodata0, nodata1, scale, offset));
  }
}

/** 32-bit floats, four lanes at a time. NaN comes out as one NaN, whatever its payload. */
export function convertF32(from: usize, to: usize, count: i32, none: i32, nodata0: f64, nodata1: f64): void {
  const nan = f32x4.splat(f32.NaN);
  const most = f32x4.splat(f32.MAX_VALUE);
  const first = f32x4.splat(none > 0 ? <f32>nodata0 : f32.NaN);
  const second = f32x4.splat(none > 1 ? <f32>nodata1 : f32.NaN);
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) {
    const x = v128.load(from + (<usize>i << 2));
    const shown = v128.andnot(
      f32x4.le(f32x4.abs(x), most),
      v128.or(f32x4.eq(x, first), f32x4.eq(x, second)),
    );
    v128.store(to + (<usize>i << 2), v128.bitselect(x, nan, shown));
  }
  for (; i < count; i++) {
    const value = load<f32>(from + (<usize>i << 2));
    store<f32>(to + (<usize>i << 2), physicalF32(value, none, nodata0, nodata1, 1, 0));
  }
}

// @ts-ignore: decorator
@inline
export function physicalF32(stored: f32, none: i32, nodata0: f64, nodata1: f64, scale: f64, offset: f64): f32 {
  return physical(<f64>stored, none, <f64>(<f32>nodata0), <f64>(<f32>nodata1), scale, offset);
}

export function convert<T>(
  from: usize,
  to: usize,
  count: i32,
  stride: i32,
  none: i32,
  nodata0: f64,
  nodata1: f64,
  scale: f64,
  offset: f64,
): void {
  const step = <usize>stride * sizeof<T>();
  for (let i: i32 = 0; i < count; i++) {
    const stored = load<T>(from + <usize>i * step);
    let value: f32 = 0;
    if (isFloat<T>() && sizeof<T>() == 4) value = physicalF32(<f32>stored, none, nodata0, nodata1, scale, offset);
    else value = physical(<f64>stored, none, nodata0, nodata1, scale, offset);
    store<f32>(to + (<usize>i << 2), value);
  }
}
