/** Written where a pixel gives no index, and where what it holds can be no reflectance. */
const UNSEEN: i32 = -32768;
const STRANGE: i32 = -32767;

function thousandths(index: v128): v128 {
  return i32x4.trunc_sat_f32x4_s(f32x4.nearest(f32x4.mul(index, f32x4.splat(1000))));
}

/**
 * NBR before, NBR after and their difference of count pixels, in thousandths (int32). The last, partial four is read and
 * written beyond count, within 12 bytes.
 *
 * A pixel is seen where its four values lie above 0 and up to 1 and NIR + SWIR reaches `darkest` at both dates. What lies
 * outside `least` to `most` in a band is no reflectance.
 */
export function burnIndices(
  nirBefore: usize,
  swirBefore: usize,
  nirAfter: usize,
  swirAfter: usize,
  count: i32,
  darkest: f32,
  least: f32,
  most: f32,
  before: usize,
  after: usize,
  change: usize,
): void {
  const unseen = i32x4.splat(UNSEEN);
  for (let i: i32 = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const n0 = v128.load(nirBefore + at);
    const s0 = v128.load(swirBefore + at);
    const n1 = v128.load(nirAfter + at);
    const s1 = v128.load(swirAfter + at);
    // A NaN in any band comes through, and fails every comparison.
    const low = f32x4.min(f32x4.min(n0, s0), f32x4.min(n1, s1));
    const high = f32x4.max(f32x4.max(n0, s0), f32x4.max(n1, s1));
    const both0 = f32x4.add(n0, s0);
    const both1 = f32x4.add(n1, s1);
    const isReflectance = v128.and(f32x4.gt(low, f32x4.splat(0)), f32x4.le(high, f32x4.splat(1)));
    const isSeen = v128.and(isReflectance, f32x4.ge(f32x4.min(both0, both1), f32x4.splat(darkest)));
    const isStrange = v128.or(f32x4.lt(low, f32x4.splat(least)), f32x4.gt(high, f32x4.splat(most)));
    const r0 = f32x4.div(f32x4.sub(n0, s0), both0);
    const r1 = f32x4.div(f32x4.sub(n1, s1), both1);
    const otherwise = v128.bitselect(i32x4.splat(STRANGE), unseen, isStrange);
    v128.store(before + at, v128.bitselect(thousandths(r0), otherwise, isSeen));
    v128.store(after + at, v128.bitselect(thousandths(r1), otherwise, isSeen));
    v128.store(change + at, v128.bitselect(thousandths(f32x4.sub(r0, r1)), otherwise, isSeen));
  }
}
