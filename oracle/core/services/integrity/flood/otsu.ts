/**
 * The threshold that tells values into two with the least spread within each (Otsu 1979, IEEE Transactions on Systems,
 * Man, and Cybernetics 9(1), equation 18): an edge of bins of a width that begin at 0. Undefined where fewer than two bins
 * hold values, NaN values left out.
 */
export const otsuThreshold = (values: Float64Array, width: number): number | undefined => {
  const counts = new Map<number, number>();
  for (const value of values) {
    if (Number.isNaN(value)) continue;
    const bin = Math.floor(value / width);
    counts.set(bin, (counts.get(bin) ?? 0) + 1);
  }
  const bins = [...counts].sort(([a], [b]) => a - b);
  const total = bins.reduce((sum, [, count]) => sum + count, 0);
  const moment = bins.reduce((sum, [bin, count]) => sum + (bin + 0.5) * count, 0);
  let [below, belowMoment, best, threshold] = [0, 0, 0, undefined as number | undefined];
  for (const [bin, count] of bins.slice(0, -1)) {
    below += count;
    belowMoment += (bin + 0.5) * count;
    const apart = belowMoment / below - (moment - belowMoment) / (total - below);
    const between = below * (total - below) * apart * apart;
    if (between <= best) continue;
    best = between;
    threshold = (bin + 1) * width;
  }
  return threshold;
};
