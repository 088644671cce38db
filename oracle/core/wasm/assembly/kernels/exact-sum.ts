/** Digits of an accumulator: 278 bits of float32 values (2^-149 to 2^128) in 32-bit digits, int64 each. */
const WORDS: i32 = 9;

/** Binades that the values of one float64 sum come from. */
const BINADES: i32 = 20;
/** So many values of 24 bits from 20 binades sum below 2^53 of their least unit: 24 + 20 + 9 bits. */
const LONGEST_SUM: i32 = 512;

/** Biased exponent of the least binade of the sums under way: images keep to a few, so it seldom moves. */
let least: i32 = 1;

/** Adds part * 2^(32 * word) to the accumulator at `at`. The low half is taken unsigned, so the high half keeps the sign. */
function flush(at: usize, word: u32, part: i64): void {
  const slot = at + ((<usize>word) << 3);
  // The last digit takes what there is: 2^30 values of at most 2^128 are below 2^51 of it.
  if (word == WORDS - 1) {
    store<i64>(slot, load<i64>(slot) + part);
    return;
  }
  store<i64>(slot, load<i64>(slot) + (part & 0xffffffff));
  store<i64>(slot + 8, load<i64>(slot + 8) + (part >> 32));
}

/** Adds one float32, +-m * 2^(p - 149) with m below 2^24, unless it is NaN or infinite; 1 where it is added. */
function addOne(at: usize, bits: u32): i32 {
  const exponent = (bits >> 23) & 0xff;
  if (exponent == 0xff) return 0;
  const normal: u32 = exponent != 0 ? 1 : 0;
  const position = exponent - normal;
  const magnitude = (<i64>((bits & 0x7fffff) | (normal << 23))) << (position & 31);
  const sign = <i64>(<i32>bits >> 31);
  flush(at, position >> 5, (magnitude ^ sign) - sign);
  return 1;
}

function addFour(at: usize, values: v128): void {
  addOne(at, i32x4.extract_lane(values, 0));
  addOne(at, i32x4.extract_lane(values, 1));
  addOne(at, i32x4.extract_lane(values, 2));
  addOne(at, i32x4.extract_lane(values, 3));
}

/** Adds the lanes of float64 sums: a whole number, below 2^53, of units of 2^(least - 150). */
function addLanes(at: usize, lanes: v128): void {
  const sum = f64x2.extract_lane(lanes, 0) + f64x2.extract_lane(lanes, 1);
  const whole = <i64>(sum * reinterpret<f64>(<u64>(1023 + 150 - least) << 52));
  const position = <u32>(least - 1);
  flush(at, position >> 5, (whole & 0xffffffff) << (position & 31));
  flush(at, (position >> 5) + 1, (whole >> 32) << (position & 31));
}

/** Puts the greatest binade of four values into the middle of those that a sum may come from. */
function moveTo(exponents: v128): void {
  const pairs = i32x4.max_s(exponents, v128.shuffle<i32>(exponents, exponents, 2, 3, 0, 1));
  const greatest = max(i32x4.extract_lane(pairs, 0), i32x4.extract_lane(pairs, 1)) >> 23;
  least = max(1, min(greatest - (BINADES >> 1), 255 - BINADES));
}

/** Lanes that are 0 or lie in the binades of the sum under way. */
// @ts-ignore: decorator
@inline
function fitting(values: v128, exponents: v128): v128 {
  const above = i32x4.ge_s(exponents, i32x4.splat(least << 23));
  const below = i32x4.lt_s(exponents, i32x4.splat((least + BINADES) << 23));
  return v128.or(v128.and(above, below), f32x4.eq(values, f32x4.splat(0)));
}

/**
 * Adds values, exactly. Four at a time as float64, as long as they come from the same 20 binades: they are whole multiples
 * of one unit then, and 512 of them sum below 2^53 of it, so that nothing rounds, in whatever order. All others one by
 * one.
 *
 * @returns how many are neither NaN nor infinite.
 */
function addRun(values: usize, count: i32, at: usize): i32 {
  const infinity = i32x4.splat(0x7f800000);
  let observed: i32 = 0;
  let sums = f64x2.splat(0);
  let held: i32 = 0;
  let i: i32 = 0;
  for (; i + 4 <= count; i += 4) {
    const stored = v128.load(values + ((<usize>i) << 2));
    const isSeen = i32x4.ne(v128.and(stored, infinity), infinity);
    const seen = v128.and(stored, isSeen);
    const exponents = v128.and(seen, infinity);
    observed += popcnt(i32x4.bitmask(isSeen));
    const isFull = held == LONGEST_SUM;
    const isOutside = !i32x4.all_true(fitting(seen, exponents));
    if (isFull || isOutside) {
      addLanes(at, sums);
      sums = f64x2.splat(0);
      held = 0;
      if (isOutside) {
        moveTo(exponents);
        if (!i32x4.all_true(fitting(seen, exponents))) {
          addFour(at, seen);
          continue;
        }
      }
    }
    const high = v128.shuffle<i64>(seen, seen, 1, 1);
    sums = f64x2.add(sums, f64x2.add(f64x2.promote_low_f32x4(seen), f64x2.promote_low_f32x4(high)));
    held += 4;
  }
  if (held > 0) addLanes(at, sums);
  for (; i < count; i++) observed += addOne(at, load<u32>(values + ((<usize>i) << 2)));
  return observed;
}

/** Where labels stop being the one at `from`. */
function runEnd(labels: usize, from: i32, count: i32): i32 {
  const label = load<i32>(labels + ((<usize>from) << 2));
  let i = from + 1;
  while (i + 4 <= count && i32x4.all_true(i32x4.eq(v128.load(labels + ((<usize>i) << 2)), i32x4.splat(label)))) i += 4;
  while (i < count && load<i32>(labels + ((<usize>i) << 2)) == label) i++;
  return i;
}

/**
 * Adds float32 values, exactly, to the accumulators of their labels. NaN and infinities are left out.
 *
 * @param labels int32; below 0 is no zone. Every other one must have an accumulator.
 * @param accumulators 9 int64 per label, zero at first; good for 2^30 values.
 * @param counts uint32 per label.
 */
export function zonalSums(values: usize, labels: usize, count: i32, accumulators: usize, counts: usize): void {
  for (let i: i32 = 0; i < count;) {
    const label = load<i32>(labels + ((<usize>i) << 2));
    const end = runEnd(labels, i, count);
    if (label >= 0) {
      const observed = addRun(values + ((<usize>i) << 2), end - i, accumulators + <usize>label * (WORDS << 3));
      const counter = counts + ((<usize>label) << 2);
      store<i32>(counter, load<i32>(counter) + observed);
    }
    i = end;
  }
}

/**
 * Turns accumulators, in place, into their one normal form: 9 float64 each, eight digits from 0 to 2^32 - 1 and a last
 * one that bears the sign.
 */
export function normalizeSums(accumulators: usize, count: i32): void {
  for (let i: i32 = 0; i < count; i++) {
    let slot = accumulators + <usize>i * (WORDS << 3);
    let carry: i64 = 0;
    for (let word: i32 = 0; word < WORDS - 1; word++) {
      const digit = load<i64>(slot) + carry;
      store<f64>(slot, <f64>(digit & 0xffffffff));
      carry = digit >> 32;
      slot += 8;
    }
    store<f64>(slot, <f64>(load<i64>(slot) + carry));
  }
}
