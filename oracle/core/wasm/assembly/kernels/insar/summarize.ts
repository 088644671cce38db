import { Work } from "./work";

/** Displacements reach no further than 2^29 micrometres, 537 m. */
const MOST_MICROMETRES: f64 = 536870912;
/** The greatest whole number of an int32. */
const MOST_RATE: f64 = 2147483647;

/** Two masks of two as one of four. */
// @ts-ignore: decorator
@inline
function joined(low: v128, high: v128): v128 {
  return v128.shuffle<i32>(low, high, 0, 2, 4, 6);
}

/** Whole int32 nearest to four float64, half to even. */
// @ts-ignore: decorator
@inline
function whole(low: v128, high: v128): v128 {
  const first = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(low));
  const second = i32x4.trunc_sat_f64x2_s_zero(f64x2.nearest(high));
  return v128.shuffle<i64>(first, second, 0, 2);
}

/**
 * Rounds the displacements of four pixels to whole micrometres and takes their rates.
 *
 * @param results where three times four int32 go: whole micrometres a year, the number of dates that are observed, and a
 * mask of the pixels whose figures are in range.
 */
export function summarize(work: Work, results: usize): void {
  const scale = f64x2.splat(work.micrometresPerUnit);
  let mostLow = f64x2.splat(0);
  let mostHigh = f64x2.splat(0);
  let rateLow = f64x2.splat(0);
  let rateHigh = f64x2.splat(0);
  let dates = i32x4.splat(0);
  for (let date: usize = 0; date < <usize>work.dates; date++) {
    const at = work.unknowns + (date << 5);
    const slope = v128.load64_splat(work.slopes + (date << 3));
    const low = f64x2.mul(v128.load(at), scale);
    const high = f64x2.mul(v128.load(at, 16), scale);
    rateLow = f64x2.add(rateLow, f64x2.mul(low, slope));
    rateHigh = f64x2.add(rateHigh, f64x2.mul(high, slope));
    mostLow = f64x2.pmax(mostLow, f64x2.abs(low));
    mostHigh = f64x2.pmax(mostHigh, f64x2.abs(high));
    dates = i32x4.sub(dates, v128.load(work.reached + (date << 4)));
    v128.store(work.rounded + (date << 4), whole(low, high));
  }
  v128.store(results, whole(rateLow, rateHigh));
  v128.store(results, dates, 16);
  const isNear = joined(
    f64x2.le(mostLow, f64x2.splat(MOST_MICROMETRES)),
    f64x2.le(mostHigh, f64x2.splat(MOST_MICROMETRES)),
  );
  const isSlow = joined(
    f64x2.le(f64x2.abs(rateLow), f64x2.splat(MOST_RATE)),
    f64x2.le(f64x2.abs(rateHigh), f64x2.splat(MOST_RATE)),
  );
  v128.store(results, v128.and(isNear, isSlow), 32);
}
