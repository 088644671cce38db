import { meanOf } from "../../kernels/exact-sum.ts";
import { zonalIndex } from "../../kernels/zonal-sums.ts";
import type { ZonalSums } from "../../kernels/zonal-sums.ts";
import type { FieldLook } from "./inundation.ts";
import type { Pass } from "./passes.ts";
import { toDecibels } from "../common/decibels.ts";
import { POLARISATIONS } from "../common/polarisation.ts";

/**
 * Each field's looks, in day and track order: the mean of linear gamma0 over its inner pixels, then dB (decibels are
 * not averageable). A look that shows less than `minValidFraction` of those pixels in either polarisation is left out.
 *
 * @param innerPixels by label; the lists come in the same order.
 */
export const looksOf = (
  sums: ZonalSums,
  passes: readonly Pass[],
  innerPixels: readonly number[],
  minValidFraction: number,
): readonly (readonly FieldLook[])[] => {
  const placeOf = new Map(Array.from(sums.zones, (zone, place) => [zone, place]));
  return innerPixels.map((pixels, label) => {
    const place = placeOf.get(label);
    if (place === undefined) return [];
    return passes.flatMap(({ day, track }, pass): readonly FieldLook[] => {
      const means = POLARISATIONS.map((_, band) => {
        const index = zonalIndex(sums, pass, band, place);
        const count = sums.counts[index] as number;
        const mean = meanOf(sums.sums, sums.counts, index);
        return count > 0 && count >= minValidFraction * pixels && mean > 0 ? mean : undefined;
      });
      const [vv, vh] = means;
      return vv === undefined || vh === undefined ? [] : [{ day, track, vvDb: toDecibels(vv), vhDb: toDecibels(vh) }];
    });
  });
};
