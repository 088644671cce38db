import { refused } from "../../../errors.ts";

/** What forest looks like in L-band, gamma0 in dB; every bound is left out itself. */
export type ForestRule = {
  readonly hv: readonly [above: number, below: number];
  /** HH - HV. */
  readonly difference: readonly [above: number, below: number];
  /** HH over HV, both in dB. */
  readonly ratio: readonly [above: number, below: number];
};

/**
 * Rules by region. Backscatter of forest depends on where it grows, so that a region without a rule is refused.
 *
 * - south-east-asia: Dong et al. 2012, Remote Sensing of Environment 127, over the 50 m mosaic, in quotation (not re-read:
 *   unverified). The same rules in Dong et al. 2014, PLoS ONE 9(1), e85801: producer's accuracy 86 %, user's 93 % (read).
 *   The ratio is quoted as HV/HH; in decibels, where HV is the more negative, only HH/HV can lie from 0.3 to 0.85, so that
 *   HH/HV is taken.
 */
export const FOREST_RULES = {
  "south-east-asia": { hv: [-15, -9], difference: [2, 8], ratio: [0.3, 0.85] },
} as const satisfies Readonly<Record<string, ForestRule>>;

export type ForestRegion = keyof typeof FOREST_RULES;

/** JAXA's forest / non-forest classes: the four of FNF4, and the three of the maps before. */
export const FNF4_CLASSES = { 1: "dense-forest", 2: "sparse-forest", 3: "non-forest", 4: "water" } as const;
export const FNF_CLASSES = { 1: "forest", 2: "non-forest", 3: "water" } as const;

const isWithin = (value: number, [above, below]: readonly [number, number]): boolean => value > above && value < below;

/**
 * Whether a pixel looks like forest.
 *
 * @param hh, hv gamma0 in dB.
 * @throws SixfoldError SERVICE_REGION, SERVICE_BACKSCATTER
 */
export const isForest = (region: string, hh: number, hv: number): boolean => {
  if (!Object.hasOwn(FOREST_RULES, region)) {
    const known = Object.keys(FOREST_RULES).join(", ");
    throw refused("SERVICE_REGION", "region", region, `thresholds hold in their own region alone: ${known}`);
  }
  for (const [field, value] of Object.entries({ hh, hv }))
    if (!(value > -60 && value < 0))
      throw refused("SERVICE_BACKSCATTER", field, String(value), "gamma0 in dB, above -60 and below 0");
  const rule = FOREST_RULES[region as ForestRegion];
  return isWithin(hv, rule.hv) && isWithin(hh - hv, rule.difference) && isWithin(hh / hv, rule.ratio);
};
