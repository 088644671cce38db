/** How far a value lies above the mean of earlier years, in their standard deviations, of which none is below the least. */
export const anomalyOf = (value: number, years: readonly number[], leastSpread: number): number => {
  const mean = years.reduce((sum, each) => sum + each, 0) / years.length;
  const square = years.reduce((sum, each) => sum + (each - mean) * (each - mean), 0) / (years.length - 1);
  return (value - mean) / Math.max(Math.sqrt(square), leastSpread);
};
