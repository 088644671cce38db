import { SixfoldError } from "../errors.ts";
import { ln } from "../math.ts";
import { sumExact } from "../raster/sum.ts";

/** What a water column does to a scene's bands, blue first by custom; each index is of a band and the next. */
export type WaterColumn = {
  /** Of each band, two to four of them: what is measured where no light comes back from the bottom, in pixels' units. */
  readonly deepWater: readonly number[];
  /** Diffuse attenuation of each band but the last over that of the next: above 0. */
  readonly ratios: readonly number[];
};

/**
 * Lyzenga's depth-invariant indices of a pixel, in doubles: X_i = ln(L_i - L_i,deep) falls linearly with depth at a
 * slope proportional to k_i, so that X_i - (k_i / k_j) X_j depends on the bottom alone (Lyzenga 1978, Applied Optics
 * 17(3); 1981, International Journal of Remote Sensing 2(1)).
 *
 * Of neighbouring bands only: n bands give n - 1 indices, and those of other pairs are linear combinations of them.
 *
 * @returns nothing where a band is not above deep water.
 */
export const depthInvariantIndices = (
  values: readonly number[],
  { deepWater, ratios }: WaterColumn,
): readonly number[] | undefined => {
  const above = deepWater.map((deep, band) => (values[band] as number) - deep);
  if (!above.every((value) => value > 0 && value < Infinity)) return undefined;
  const logarithms = above.map(ln);
  return ratios.map((ratio, band) => (logarithms[band] as number) - ratio * (logarithms[band + 1] as number));
};

/** Mean of a band's values, and how far each is from it. */
const centred = (values: readonly number[]): readonly number[] => {
  const mean = sumExact(values) / values.length;
  return values.map((value) => value - mean);
};

/**
 * k_i / k_j from pixels of one bottom at various depths: the slope a + sqrt(a^2 + 1), a = (var_i - var_j) / (2 cov_ij),
 * of the line that leaves the least squared distance (Lyzenga 1981). Does not depend on the order of pixels.
 *
 * @param first X_i of each pixel.
 * @param second X_j of the same pixels.
 * @throws SixfoldError KERNEL_ATTENUATION where the two do not rise together, as they do over one bottom.
 */
export const attenuationRatio = (first: readonly number[], second: readonly number[]): number => {
  const [x, y] = [centred(first), centred(second)];
  const covariance = sumExact(x.map((value, i) => value * (y[i] as number)));
  const ratio = (sumExact(x.map((value) => value ** 2)) - sumExact(y.map((value) => value ** 2))) / (2 * covariance);
  const slope = ratio + Math.sqrt(ratio ** 2 + 1);
  if (covariance > 0 && slope > 0 && slope < Infinity) return slope;
  throw new SixfoldError({
    code: "KERNEL_ATTENUATION",
    failure: "check",
    field: "covariance",
    value: covariance,
    rule: "logarithms of two bands rise together over one bottom at various depths",
  });
};
