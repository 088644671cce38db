import { Work } from "./work";

/** Bytes of a zone's sums at one date: two int64, to be added, then four uint32 counts, to be added. */
const CELL_BYTES: usize = 32;

/**
 * Adds the rounded displacements of four pixels to the sums of their zones, at the dates at which they are observed.
 *
 * @param counted the pixels that count; their labels are zones
 * @param cells one for each zone and date, dates of a zone together
 */
export function addToZones(work: Work, labels: v128, counted: v128, cells: usize): void {
  const dates = <usize>work.dates;
  let left = counted;
  while (v128.any_true(left)) {
    const zone = i32x4.splat(labelOf(labels, left));
    const here = v128.and(i32x4.eq(labels, zone), left);
    left = v128.andnot(left, here);
    let cell = cells + <usize>i32x4.extract_lane(zone, 0) * dates * CELL_BYTES;
    for (let date: usize = 0; date < dates; date++) {
      const observed = v128.and(v128.load(work.reached + (date << 4)), here);
      const part = v128.and(v128.load(work.rounded + (date << 4)), observed);
      const sum = i64x2.add(i64x2.extend_low_i32x4_s(part), i64x2.extend_high_i32x4_s(part));
      v128.store(cell, i64x2.add(v128.load(cell), sum));
      v128.store(cell, i32x4.sub(v128.load(cell, 16), observed), 16);
      cell += CELL_BYTES;
    }
  }
}

/** The label of the first pixel of a mask. */
function labelOf(labels: v128, mask: v128): i32 {
  if (i32x4.extract_lane(mask, 0) != 0) return i32x4.extract_lane(labels, 0);
  if (i32x4.extract_lane(mask, 1) != 0) return i32x4.extract_lane(labels, 1);
  if (i32x4.extract_lane(mask, 2) != 0) return i32x4.extract_lane(labels, 2);
  return i32x4.extract_lane(labels, 3);
}
