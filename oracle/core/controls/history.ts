/** Two figures of each unit's history: what it was like on the whole, and where it was going. */
export type History = {
  /** Mean over the looks. */
  readonly levels: Float64Array;
  /** Slope of the least-squares line through the looks, a day. */
  readonly slopes: Float64Array;
};

export const mean = (values: readonly number[]): number =>
  values.reduce((sum, value) => sum + value, 0) / values.length;

/**
 * Levels and slopes of some first looks of histories, in the order of the looks.
 *
 * @param history units x `looks`, row by row.
 * @param days days of the first looks, ascending: as many as are used. Of one look there is no slope (NaN).
 */
export const historyOf = (history: Float64Array, looks: number, days: readonly number[]): History => {
  const units = history.length / looks;
  const [levels, slopes] = [new Float64Array(units), new Float64Array(units)];
  const centre = mean(days);
  const spread = days.reduce((sum, day) => sum + (day - centre) * (day - centre), 0);
  for (let unit = 0; unit < units; unit += 1) {
    let sum = 0;
    let product = 0;
    for (let look = 0; look < days.length; look += 1) {
      const value = history[unit * looks + look] as number;
      sum += value;
      product += ((days[look] as number) - centre) * value;
    }
    levels[unit] = sum / days.length;
    slopes[unit] = product / spread;
  }
  return { levels, slopes };
};
