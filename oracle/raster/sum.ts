/**
 * The sum of finite doubles, correctly rounded, whatever their order: non-overlapping partial sums are kept and rounded
 * once. Shewchuk 1997, Adaptive precision floating-point arithmetic, section 2 (GROW-EXPANSION); the final
 * half-even correction follows the same expansion. Not for sums that overflow.
 */
export const sumExact = (values: Iterable<number>): number => {
  const partials: number[] = [];
  for (const value of values) {
    let x = value;
    let kept = 0;
    for (const partial of partials) {
      const [large, small] = Math.abs(x) < Math.abs(partial) ? [partial, x] : [x, partial];
      const high = large + small;
      const low = small - (high - large);
      if (low !== 0) partials[kept++] = low;
      x = high;
    }
    partials.length = kept;
    partials.push(x);
  }
  return roundExpansion(partials);
};

const roundExpansion = (partials: readonly number[]): number => {
  let index = partials.length - 1;
  if (index < 0) return 0;
  let high = partials[index] as number;
  let low = 0;
  while (index > 0) {
    const x = high;
    index -= 1;
    const y = partials[index] as number;
    high = x + y;
    low = y - (high - x);
    if (low !== 0) break;
  }
  const next = index > 0 ? (partials[index - 1] as number) : 0;
  if ((low < 0 && next < 0) || (low > 0 && next > 0)) {
    const doubled = low * 2;
    const corrected = high + doubled;
    if (doubled === corrected - high) return corrected;
  }
  return high;
};

/**
 * Count and mean of the observed values under a mask, exactly summed. NaN is not observed.
 *
 * @param values row-major physical values, on a linear scale: means of decibels mean nothing.
 * @param mask same length; 1 counts.
 */
export const meanOver = (values: Float64Array, mask: Uint8Array): { readonly count: number; readonly mean: number } => {
  const observed: number[] = [];
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] as number;
    if (mask[i] === 1 && !Number.isNaN(value)) observed.push(value);
  }
  return { count: observed.length, mean: observed.length === 0 ? NaN : sumExact(observed) / observed.length };
};
