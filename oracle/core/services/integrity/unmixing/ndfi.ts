import { unmixed } from "./unmix.ts";
import type { Fractions } from "./unmix.ts";

/** Above which a mixture counts as clouded (unverified, from memory of Bullock et al. 2020, Remote Sensing of Environment 238). */
const MOST_CLOUD = 0.1;

/**
 * Normalized difference fraction index, -1 (bare or dead) to 1 (closed canopy), of shares: (GVs - (NPV + Soil)) / (GVs + NPV
 * + Soil) with GVs = GV / (1 - Shade) (Souza et al. 2005, Remote Sensing of Environment 98, equations 4 and 5). NaN where all
 * is shade.
 */
export const ndfiOf = ({ greenVegetation, deadVegetation, soil, shade }: Fractions): number => {
  const green = greenVegetation / (1 - shade);
  const bare = deadVegetation + soil;
  return green + bare > 0 ? (green - bare) / (green + bare) : NaN;
};

/** The index of a reflectance in the order of `MIXTURE_BANDS`; NaN under cloud, or where nothing was seen. */
export const ndfiOfReflectance = (reflectance: readonly number[]): number => {
  if (reflectance.some(Number.isNaN)) return NaN;
  const fractions = unmixed(reflectance);
  return fractions.cloud > MOST_CLOUD ? NaN : ndfiOf(fractions);
};
