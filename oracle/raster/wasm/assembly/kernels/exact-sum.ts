/** Digits of an accumulator: 278 bits of float32 values (2^-149 to 2^128) in 32-bit digits, int64 each. */
const WORDS: i32 = 9;

/** So many numbers below 2^55 stay below 2^63. */
const LONGEST_RUN: i32 = 255;

/** Adds part * 2^(32 * word) to the accumulator at `at`. The low half is taken unsigned, so the high half keeps the sign. */
function flush(at: usize, word: u32, part: i64): void {
  const slot = at + ((<usize>word) << 3);
  store<i64>(slot, load<i64>(slot) + (part & 0xffffffff));
  store<i64>(slot + 8, load<i64>(slot + 8) + (part >> 32));
}

/**
 * Adds float32 values, exactly, to the accumulators of their labels. A value is +-m * 2^(p - 149) with m below 2^24;
 * those of one label in a row whose p share a digit are first added in a register. NaN and infinities are left out.
 *
 * @param labels int32; below 0 is no zone. Every other one must have an accumulator.
 * @param accumulators 9 int64 per label, zero at first; good for 2^31 values.
 * @param counts uint32 per label.
 */
export function zonalSums(values: usize, labels: usize, count: i32, accumulators: usize, counts: usize): void {
  let label: i32 = -1;
  let at: usize = accumulators;
  let observed: i32 = 0;
  let word: u32 = 0;
  let part: i64 = 0;
  let held: i32 = 0;
  for (let i: i32 = 0; i < count; i++) {
    const next = load<i32>(labels + ((<usize>i) << 2));
    if (next != label) {
      if (label >= 0) {
        flush(at, word, part);
        const counter = counts + ((<usize>label) << 2);
        store<i32>(counter, load<i32>(counter) + observed);
      }
      label = next;
      at = accumulators + <usize>next * (WORDS << 3);
      observed = 0;
      part = 0;
      held = 0;
    }
    if (next < 0) continue;
    const bits = load<u32>(values + ((<usize>i) << 2));
    const exponent = (bits >> 23) & 0xff;
    if (exponent == 0xff) continue;
    observed++;
    if (bits << 1 == 0) continue;
    const normal: u32 = exponent != 0 ? 1 : 0;
    const position = exponent - normal;
    if (position >> 5 != word || held == LONGEST_RUN) {
      flush(at, word, part);
      word = position >> 5;
      part = 0;
      held = 0;
    }
    const magnitude = (<i64>((bits & 0x7fffff) | (normal << 23))) << (position & 31);
    const sign = <i64>((<i32>bits) >> 31);
    part += (magnitude ^ sign) - sign;
    held++;
  }
  if (label >= 0) {
    flush(at, word, part);
    const counter = counts + ((<usize>label) << 2);
    store<i32>(counter, load<i32>(counter) + observed);
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
