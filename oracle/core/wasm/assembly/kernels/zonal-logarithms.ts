import { logarithm, normalLogarithm } from "./logarithm";

/** Units of a logarithm: those of all float32, from -104 to 89, stay below 2^31. */
const UNITS: f32 = 16777216;

function add(sums: usize, counts: usize, label: i32, sum: i64, observed: i32): void {
  if (label < 0) return;
  const slot = sums + ((<usize>label) << 3);
  store<i64>(slot, load<i64>(slot) + sum);
  const counter = counts + ((<usize>label) << 2);
  store<i32>(counter, load<i32>(counter) + observed);
}

/** The greatest and the least float32 that are normal, and the units. */
const BOUNDS = memory.data<f32>([<f32>3.4028234663852886e38, <f32>1.1754943508222875e-38, UNITS]);

/** Whether all four are normal and above 0: as those of an image are, nearly always. */
// @ts-ignore: decorator
@inline
function areNormal(x: v128): bool {
  const above = f32x4.ge(x, v128.load32_splat(BOUNDS, 4));
  return i32x4.all_true(v128.and(above, f32x4.le(x, v128.load32_splat(BOUNDS))));
}

/** Whole units, rounded half to even; 0 for NaN. */
// @ts-ignore: decorator
@inline
function unitsOf(logarithms: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(logarithms, v128.load32_splat(BOUNDS, 8))));
}

// @ts-ignore: decorator
@inline
function addUnits(sum: v128, units: v128): v128 {
  return i64x2.add(sum, i64x2.add(i64x2.extend_low_i32x4_s(units), i64x2.extend_high_i32x4_s(units)));
}

/** Adds the lanes of a register. */
function addRun(sums: usize, counts: usize, label: i32, sum: v128, observed: i32): void {
  add(sums, counts, label, i64x2.extract_lane(sum, 0) + i64x2.extract_lane(sum, 1), observed);
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
  let observed: i32 = 0;
  for (let i: i32 = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const labelsAt = labels + at;
    const isRun = i + 4 <= count && i32x4.all_true(i32x4.eq(v128.load(labelsAt), i32x4.splat(label)));
    if (isRun && label < 0) continue;
    const x = v128.load(values + at);
    if (isRun && areNormal(x)) {
      sum = addUnits(sum, unitsOf(normalLogarithm(x)));
      observed += 4;
      continue;
    }
    const logarithms = logarithm(x);
    const units = unitsOf(logarithms);
    const seen = v128.and(f32x4.eq(logarithms, logarithms), i32x4.splat(1));
    if (isRun) {
      sum = addUnits(sum, units);
      observed += popcnt(i32x4.bitmask(f32x4.eq(logarithms, logarithms)));
      continue;
    }
    addRun(sums, counts, label, sum, observed);
    sum = zero;
    observed = 0;
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
