import { demoted, upper, Work } from "./work";

/** Coherence is taken as no more than this, as MintPy's `fim` does: the weight has a pole at 1. */
const MOST_COHERENCE: f32 = 0.999;

/** c^2 / (1 - c^2) of four coherences. */
// @ts-ignore: decorator
@inline
function weightOf(coherence: v128): v128 {
  const square = f32x4.mul(coherence, coherence);
  return f32x4.div(square, f32x4.sub(f32x4.splat(1), square));
}

/**
 * Reads all pairs of four pixels: their differences, weights and whether they count.
 *
 * @param bands addresses, int32, of the value and the coherence of each pair
 * @param at offset of the pixels in each band
 * @param all one mask: the wanted pixels of which every pair counts
 * @returns the wanted pixels with a coherence that is below 0 or above 1
 */
export function observe(work: Work, bands: usize, at: usize, wanted: v128, all: usize): v128 {
  const least = f32x4.splat(work.leastCoherence);
  const most = f32x4.splat(work.mostValue);
  const turnsPerUnit = f32x4.splat(work.turnsPerUnit);
  const cap = f32x4.splat(MOST_COHERENCE);
  const pairs = <usize>work.pairs;
  let seenAt = work.seen;
  let weightAt = work.weights;
  let differenceAt = work.differences;
  let phaseAt = work.phases;
  let referenceAt = work.references;
  let every = wanted;
  let lowest = f32x4.splat(0);
  let highest = f32x4.splat(0);
  for (const end = bands + (pairs << 3); bands < end; bands += 8) {
    const value = v128.load(load<usize>(bands) + at);
    const coherence = v128.load(load<usize>(bands, 4) + at);
    // These keep the first where the second is NaN.
    lowest = f32x4.pmin(lowest, coherence);
    highest = f32x4.pmax(highest, coherence);
    const isNear = f32x4.le(f32x4.abs(value), most);
    const seen = v128.and(v128.and(isNear, f32x4.ge(coherence, least)), wanted);
    every = v128.and(every, seen);
    v128.store(seenAt, seen);
    const shown = v128.and(value, seen);
    const reference = v128.load64_splat(referenceAt);
    const low = f64x2.sub(f64x2.promote_low_f32x4(shown), reference);
    const high = f64x2.sub(f64x2.promote_low_f32x4(upper(shown)), reference);
    v128.store(differenceAt, low);
    v128.store(differenceAt, high, 16);
    v128.store(phaseAt, f32x4.mul(demoted(low, high), turnsPerUnit));
    const weight = v128.and(weightOf(f32x4.pmin(cap, coherence)), seen);
    v128.store(weightAt, f64x2.promote_low_f32x4(weight));
    v128.store(weightAt, f64x2.promote_low_f32x4(upper(weight)), 16);
    seenAt += 16;
    weightAt += 32;
    differenceAt += 32;
    phaseAt += 16;
    referenceAt += 8;
  }
  v128.store(all, every);
  const isUnfit = v128.or(f32x4.lt(lowest, f32x4.splat(0)), f32x4.gt(highest, f32x4.splat(1)));
  return v128.and(isUnfit, wanted);
}
