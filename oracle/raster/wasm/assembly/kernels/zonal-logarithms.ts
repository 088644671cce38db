import { logarithm } from "./logarithm";

/** Units of a logarithm: those of all float32, from -104 to 89, stay below 2^31. */
const UNITS: f32 = 16777216;

function add(sums: usize, counts: usize, label: i32, sum: i64, observed: i32): void {
  if (label < 0) return;
  const slot = sums + ((<usize>label) << 3);
  store<i64>(slot, load<i64>(slot) + sum);
  const counter = counts + ((<usize>label) << 2);
  store<i32>(counter, load<i32>(counter) + observed);
}

/** Adds the lanes of a register. */
function addRun(sums: usize, counts: usize, label: i32, sum: v128, observed: v128): void {
  const pairs = i64x2.add(i64x2.extend_low_i32x4_u(observed), i64x2.extend_high_i32x4_u(observed));
  const count = i64x2.extract_lane(pairs, 0) + i64x2.extract_lane(pairs, 1);
  add(sums, counts, label, i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1), <i32>count);
}

/**
 * Adds natural logarithms of float32 values, in units of 2^-24 rounded half to even, to the sums of their labels; those
 * of one label in a row are first added in registers. NaN, infinities, 0 and what is below are left out. The last,
 * partial four is read beyond count, within 12 bytes.
 *
 * @param labels int32; below 0 is no zone. Every other one must have a sum.
 * @param sums int64 per label.
 * @param counts uint32 per label.
 */
export function zonalLogarithms(values: usize, labels: usize, count: i32, sums: usize, counts: usize): void {
  const zero = i32x4.splat(0);
  let label: i32 = -1;
  let sum = zero;
  let observed = zero;
  for (let i: i32 = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const labelsAt = labels + at;
    const isRun = i + 4 <= count && i32x4.all_true(i32x4.eq(v128.load(labelsAt), i32x4.splat(label)));
    if (isRun && label < 0) continue;
    const logarithms = logarithm(v128.load(values + at));
    // NaN becomes 0.
    const units = i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(logarithms, f32x4.splat(UNITS))));
    const seen = v128.and(f32x4.eq(logarithms, logarithms), i32x4.splat(1));
    if (isRun) {
      sum = i64x2.add(sum, i64x2.add(i64x2.extend_low_i32x4_s(units), i64x2.extend_high_i32x4_s(units)));
      observed = i32x4.add(observed, seen);
      continue;
    }
    addRun(sums, counts, label, sum, observed);
    sum = zero;
    observed = zero;
    const left = count - i;
    add(sums, counts, load<i32>(labelsAt), i32x4.extract_lane(units, 0), i32x4.extract_lane(seen, 0));
    if (left > 1) add(sums, counts, load<i32>(labelsAt, 4), i32x4.extract_lane(units, 1), i32x4.extract_lane(seen, 1));
    if (left > 2) add(sums, counts, load<i32>(labelsAt, 8), i32x4.extract_lane(units, 2), i32x4.extract_lane(seen, 2));
    if (left <= 3) return;
    label = load<i32>(labelsAt, 12);
    add(sums, counts, label, i32x4.extract_lane(units, 3), i32x4.extract_lane(seen, 3));
  }
  addRun(sums, counts, label, sum, observed);
}
