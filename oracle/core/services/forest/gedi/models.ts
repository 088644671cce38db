/** One linear model of GEDI L4A in square-root space, as the product's `model_data` states it. */
export type FootprintModel = {
  /** Relative heights that it takes, by their percent. */
  readonly heights: readonly [number, number];
  readonly intercept: number;
  readonly slopes: readonly [number, number];
  /** Covariance of intercept and slopes, row by row. */
  readonly covariance: readonly [readonly number[], readonly number[], readonly number[]];
  /** Residual standard error in square-root space, (Mg/ha)^(1/2). */
  readonly residual: number;
  /** Snowdon's ratio, single precision in the product. */
  readonly bias: number;
  /** Greatest transformed heights and biomass (Mg/ha) that it was fitted on. */
  readonly mostHeights: readonly [number, number];
  readonly mostBiomass: number;
};

/** Added to a relative height before its root, m. */
export const HEIGHT_OFFSET_M = 100;

/**
 * Models by prediction stratum, plant functional type and region: read in ORNL DAAC's tutorial of L4A version 2
 * (gedi_reconstruct_AGBD_L2A_metrics). It prints other strata with digits cut off, so that they are left out: a footprint
 * of one is refused, never given a neighbour's model.
 */
export const MODELS = {
  EBT_SAs: {
    heights: [50, 98],
    intercept: -104.9654541015625,
    slopes: [6.802174091339111, 3.9553122520446777],
    covariance: [
      [1.6210171, -0.10003732, -0.047196],
      [-0.10003732, 0.05625523, -0.04469026],
      [-0.047196, -0.04469026, 0.04664591],
    ],
    residual: 3.9209127,
    bias: Math.fround(1.1133657),
    mostHeights: [12.66807, 13.052969],
    mostBiomass: 1578,
  },
} as const satisfies Readonly<Record<string, FootprintModel>>;

export type Stratum = keyof typeof MODELS;
