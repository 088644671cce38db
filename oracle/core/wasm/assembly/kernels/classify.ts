import { normalLogarithm } from "./logarithm";

/** Bits of the least normal float32. Read as integers, the normal ones above 0 lie between it and infinity. */
const LEAST_NORMAL: i32 = 0x00800000;

/** Bytes of a class: three means, six entries of the factor, the penalty. */
const CLASS_BYTES: usize = 40;

/**
 * Gaussian maximum likelihood classes of count pixels by the depth-invariant indices of neighbouring bands, in float32.
 * The bands are read beyond count, within 12 bytes; codes are written so, within 3.
 *
 * @param water float32: deep water of the four bands, three attenuation ratios, greatest squared distance.
 * @param classes float32, ten a class: three means, the lower triangular factor by rows, ln det - 2 ln prior.
 * @param codes a byte a pixel: 1 and up for the classes, 0 for none of them, 255 where not observed.
 */
export function classify(
  band0: usize,
  band1: usize,
  band2: usize,
  band3: usize,
  count: i32,
  water: usize,
  classes: usize,
  classCount: i32,
  codes: usize,
): void {
  const end = classes + <usize>classCount * CLASS_BYTES;
  const deep0 = v128.load32_splat(water);
  const deep1 = v128.load32_splat(water, 4);
  const deep2 = v128.load32_splat(water, 8);
  const deep3 = v128.load32_splat(water, 12);
  const ratio0 = v128.load32_splat(water, 16);
  const ratio1 = v128.load32_splat(water, 20);
  const ratio2 = v128.load32_splat(water, 24);
  const most = v128.load32_splat(water, 28);
  const one = i32x4.splat(1);
  const infinite = f32x4.splat(Infinity);
  for (let i: i32 = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const l0 = f32x4.sub(v128.load(band0 + at), deep0);
    const l1 = f32x4.sub(v128.load(band1 + at), deep1);
    const l2 = f32x4.sub(v128.load(band2 + at), deep2);
    const l3 = f32x4.sub(v128.load(band3 + at), deep3);
    const least = i32x4.min_s(i32x4.min_s(l0, l1), i32x4.min_s(l2, l3));
    const greatest = i32x4.max_s(i32x4.max_s(l0, l1), i32x4.max_s(l2, l3));
    const isHidden = v128.or(i32x4.lt_s(least, i32x4.splat(LEAST_NORMAL)), i32x4.ge_s(greatest, infinite));
    if (i32x4.all_true(isHidden)) {
      store<i32>(codes + <usize>i, -1);
      continue;
    }
    const x1 = normalLogarithm(l1);
    const x2 = normalLogarithm(l2);
    const index0 = f32x4.sub(normalLogarithm(l0), f32x4.mul(ratio0, x1));
    const index1 = f32x4.sub(x1, f32x4.mul(ratio1, x2));
    const index2 = f32x4.sub(x2, f32x4.mul(ratio2, normalLogarithm(l3)));
    let lowest = infinite;
    let distance = infinite;
    let code = i32x4.splat(0);
    let next = one;
    for (let record = classes; record < end; record += CLASS_BYTES) {
      const d0 = f32x4.sub(index0, v128.load32_splat(record));
      const d1 = f32x4.sub(index1, v128.load32_splat(record, 4));
      const d2 = f32x4.sub(index2, v128.load32_splat(record, 8));
      const y0 = f32x4.mul(v128.load32_splat(record, 12), d0);
      const y1 = f32x4.add(f32x4.mul(v128.load32_splat(record, 16), d0), f32x4.mul(v128.load32_splat(record, 20), d1));
      const y2 = f32x4.add(
        f32x4.add(f32x4.mul(v128.load32_splat(record, 24), d0), f32x4.mul(v128.load32_splat(record, 28), d1)),
        f32x4.mul(v128.load32_splat(record, 32), d2),
      );
      const squared = f32x4.add(f32x4.add(f32x4.mul(y0, y0), f32x4.mul(y1, y1)), f32x4.mul(y2, y2));
      const score = f32x4.add(squared, v128.load32_splat(record, 36));
      const isLower = f32x4.lt(score, lowest);
      lowest = f32x4.pmin(lowest, score);
      distance = v128.bitselect(squared, distance, isLower);
      // Codes ascend, so that the last one that was lower is the greatest.
      code = i32x4.max_s(code, v128.and(next, isLower));
      next = i32x4.add(next, one);
    }
    code = v128.or(v128.and(code, f32x4.le(distance, most)), isHidden);
    const packed = v128.shuffle<i8>(code, code, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12, 0, 4, 8, 12);
    v128.store32_lane(codes + <usize>i, packed, 0);
  }
}
