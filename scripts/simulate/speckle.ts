import { ln } from "../../oracle/core/math.ts";
import type { Random } from "../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../oracle/core/uncertainty/sample.ts";

/** Equivalent number of looks of Sentinel-1 IW GRDH (Sentinel-1 product definition; not re-read: 4.4). */
const LOOKS = 4.4;
const D = LOOKS - 1 / 3;
const C = 1 / Math.sqrt(9 * D);

/**
 * Multiplicative speckle of mean 1: gamma distributed with `LOOKS` looks (Marsaglia and Tsang 2000, ACM TOMS 26(3)).
 * Neighbouring pixels are independent, which those of resampled products are not.
 */
export const speckle = (random: Random): number => {
  for (;;) {
    const x = standardNormal(random);
    const root = 1 + C * x;
    if (root <= 0) continue;
    const v = root * root * root;
    if (ln(random()) < 0.5 * x * x + D - D * v + D * ln(v)) return (D * v) / LOOKS;
  }
};
