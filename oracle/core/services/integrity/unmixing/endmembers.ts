/** Bands of a mixture in this order, by the common names that items may have them under. */
export const MIXTURE_BANDS = [["blue"], ["green"], ["red"], ["nir08", "nir"], ["swir16"], ["swir22"]] as const;

/** Reflectances of what a pixel is mixed of, in the order of `MIXTURE_BANDS`. */
export const ENDMEMBERS = {
  greenVegetation: [0.05, 0.09, 0.04, 0.61, 0.3, 0.1],
  deadVegetation: [0.14, 0.17, 0.22, 0.3, 0.55, 0.3],
  soil: [0.2, 0.3, 0.34, 0.58, 0.6, 0.58],
  cloud: [0.9, 0.96, 0.8, 0.78, 0.72, 0.65],
  shade: [0, 0, 0, 0, 0, 0],
} as const;

export type Endmember = keyof typeof ENDMEMBERS;
