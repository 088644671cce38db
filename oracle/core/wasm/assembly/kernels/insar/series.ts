import { connect, connectAll } from "./connect";
import { fit } from "./fit";
import { observe } from "./observe";
import { solve } from "./solve";
import { summarize } from "./summarize";
import { Work } from "./work";
import { addToZones } from "./zones";

/** What stands for a rate that is not observed: no rate reaches it. */
const NO_RATE: i32 = i32.MIN_VALUE;
/** What stands for a temporal coherence that is not observed. */
const NO_FIT: i32 = -1;

/**
 * Displacements of count pixels from their pairs, added to the sums of their zones, with their rates and temporal
 * coherences. The last, partial four is read and written beyond count, within 12 bytes.
 *
 * @param work see work.ts
 * @param bands addresses, int32, of the value and the coherence of each pair
 * @param labels int32, a zone each; below 0 is none, and the pixel is left out
 * @param cells see zones.ts
 * @param rates int32, micrometres a year
 * @param fits int16, thousandths
 * @param spare 64 bytes
 * @returns 1 if a labelled pixel has a coherence that is below 0 or above 1
 */
export function insarSeries(
  work: usize,
  bands: usize,
  count: i32,
  labels: usize,
  cells: usize,
  rates: usize,
  fits: usize,
  spare: usize,
): i32 {
  const shared = changetype<Work>(work);
  const none = i32x4.splat(NO_RATE);
  const noFit = i32x4.splat(NO_FIT);
  const zero = i32x4.splat(0);
  let unfit = zero;
  for (let i: i32 = 0; i < count; i += 4) {
    const at = (<usize>i) << 2;
    const zones = v128.load(labels + at);
    const wanted = v128.and(i32x4.ge_s(zones, zero), i32x4.lt_s(i32x4(0, 1, 2, 3), i32x4.splat(count - i)));
    let rate = none;
    let coherence = noFit;
    if (v128.any_true(wanted)) {
      unfit = v128.or(unfit, observe(shared, bands, at, wanted, spare));
      if (i32x4.all_true(i32x4.eq(v128.load(spare), wanted))) connectAll(shared, wanted);
      else connect(shared, wanted);
      solve(shared);
      const thousandths = fit(shared, spare);
      summarize(shared, spare + 16);
      const dates = v128.load(spare, 32);
      // As many pairs as dates close a loop: with fewer, any values would fit.
      const isChecked = v128.and(v128.and(i32x4.ge_s(v128.load(spare), dates), v128.load(spare, 48)), wanted);
      const counted = v128.and(i32x4.ge_s(thousandths, i32x4.splat(shared.leastFit)), isChecked);
      addToZones(shared, zones, counted, cells);
      const isWhole = v128.and(i32x4.eq(dates, i32x4.splat(shared.dates)), counted);
      rate = v128.bitselect(v128.load(spare, 16), none, isWhole);
      coherence = v128.bitselect(thousandths, noFit, isChecked);
    }
    v128.store(rates + at, rate);
    v128.store64_lane(fits + (at >> 1), i16x8.narrow_i32x4_s(coherence, coherence), 0);
  }
  return i32(v128.any_true(unfit));
}
