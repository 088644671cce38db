/** Areas are whole units of 2^-16 m2: far finer than the ground is known, and exact in sum up to 137,000 km2. */
export const AREA_UNITS = 65_536;

/**
 * Values are whole units of 1e-5: 0.04 dB of a single pixel at -30 dB, and less in the mean of many. A plot's sum fits
 * 31 bits where 400 pixels, each seen twice, are at most 26.
 */
export const SUM_UNITS = 100_000;

/** What was seen of plots over time. */
export type PlotSeries = {
  /** Numbers of the plots that have a claimed pixel, ascending. */
  readonly plots: Int32Array;
  /** Claimed area of each, units of 2^-16 m2. */
  readonly areas: Float64Array;
  /** Claimed pixels of each. */
  readonly pixels: Uint16Array;
  readonly planes: number;
  /** Sums of the values seen, units of 1e-5: [plane][plot]. */
  readonly sums: Int32Array;
  /** Pixels seen, in the same order; a pixel that two parts of a look show counts twice. */
  readonly counts: Uint16Array;
  /** Pixels of each plane whose value was outside its range. */
  readonly strange: Float64Array;
};

/** Mean of what a plane saw of a plot; NaN where nothing was seen. */
export const plotMean = ({ plots, sums, counts }: PlotSeries, plane: number, place: number): number => {
  const at = plane * plots.length + place;
  return (sums[at] as number) / SUM_UNITS / (counts[at] as number);
};

/** Square metres of a plot that are claimed. */
export const plotM2 = ({ areas }: PlotSeries, place: number): number => (areas[place] as number) / AREA_UNITS;
