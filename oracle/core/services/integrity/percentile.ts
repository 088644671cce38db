/** The value that a share of those seen does not exceed (nearest rank); NaN where fewer than `least` are seen. */
export const percentileOf = (values: Float64Array, percent: number, least: number): number => {
  const seen = values.filter((value) => !Number.isNaN(value)).sort();
  return seen.length < least ? NaN : (seen[Math.ceil((percent / 100) * seen.length) - 1] as number);
};
