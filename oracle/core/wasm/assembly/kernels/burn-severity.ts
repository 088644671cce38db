import { lanesFrom } from "./lanes";

/** Sum of the two halves of an i64x2. */
function across(sums: v128): i64 {
  return i64x2.extract_lane(sums, 0) + i64x2.extract_lane(sums, 1);
}

/** Sum of the four lanes of an i32x4. */
function acrossCounts(counts: v128): i64 {
  return across(i64x2.add(i64x2.extend_low_i32x4_u(counts), i64x2.extend_high_i32x4_u(counts)));
}

function add(at: usize, index: usize, part: i64): void {
  const slot = at + (index << 3);
  store<i64>(slot, load<i64>(slot) + part);
}

/**
 * dNBR of count pixels, in thousandths. The four bands, the mask (a byte a pixel) and the six thresholds (int32,
 * ascending) are read; the last, partial four is read beyond count, within 12 bytes.
 *
 * @param totals int64: observed pixels, sum of dNBR, then pixels at or above each threshold.
 */
export function burnSeverity(
  nirBefore: usize,
  swirBefore: usize,
  nirAfter: usize,
  swirAfter: usize,
  mask: usize,
  count: i32,
  thresholds: usize,
  totals: usize,
): void {
  const zero = i32x4.splat(0);
  const t0 = v128.load32_splat(thresholds);
  const t1 = v128.load32_splat(thresholds + 4);
  const t2 = v128.load32_splat(thresholds + 8);
  const t3 = v128.load32_splat(thresholds + 12);
  const t4 = v128.load32_splat(thresholds + 16);
  const t5 = v128.load32_splat(thresholds + 20);
  const lowest = i32x4.splat(i32.MIN_VALUE);
  let observed = zero;
  let sum = zero;
  let c0 = zero;
  let c1 = zero;
  let c2 = zero;
  let c3 = zero;
  let c4 = zero;
  let c5 = zero;
  for (let i: i32 = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const wanted = lanesFrom(mask + <usize>i, count - i);
    const n0 = v128.load(nirBefore + at);
    const s0 = v128.load(swirBefore + at);
    const n1 = v128.load(nirAfter + at);
    const s1 = v128.load(swirAfter + at);
    const both0 = f32x4.add(n0, s0);
    const both1 = f32x4.add(n1, s1);
    const before = f32x4.div(f32x4.sub(n0, s0), both0);
    const after = f32x4.div(f32x4.sub(n1, s1), both1);
    const thousandths = f32x4.mul(f32x4.sub(before, after), f32x4.splat(1000));
    // Sums of bands that are not above 0 give no index; NaN fails the comparison.
    const isLit = f32x4.gt(f32x4.min(both0, both1), f32x4.splat(0));
    const isSeen = v128.and(v128.and(isLit, f32x4.eq(thousandths, thousandths)), wanted);
    const severity = i32x4.trunc_sat_f32x4_s(f32x4.nearest(thousandths));
    observed = i32x4.sub(observed, isSeen);
    const part = v128.and(severity, isSeen);
    // Below every threshold where it is not seen.
    const shown = v128.bitselect(severity, lowest, isSeen);
    sum = i64x2.add(sum, i64x2.add(i64x2.extend_low_i32x4_s(part), i64x2.extend_high_i32x4_s(part)));
    c0 = i32x4.sub(c0, i32x4.ge_s(shown, t0));
    c1 = i32x4.sub(c1, i32x4.ge_s(shown, t1));
    c2 = i32x4.sub(c2, i32x4.ge_s(shown, t2));
    c3 = i32x4.sub(c3, i32x4.ge_s(shown, t3));
    c4 = i32x4.sub(c4, i32x4.ge_s(shown, t4));
    c5 = i32x4.sub(c5, i32x4.ge_s(shown, t5));
  }
  add(totals, 0, acrossCounts(observed));
  add(totals, 1, across(sum));
  add(totals, 2, acrossCounts(c0));
  add(totals, 3, acrossCounts(c1));
  add(totals, 4, acrossCounts(c2));
  add(totals, 5, acrossCounts(c3));
  add(totals, 6, acrossCounts(c4));
  add(totals, 7, acrossCounts(c5));
}
