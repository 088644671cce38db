/** Non-overlapping doubles, least first, whose sum is exact. */
export type Expansion = number[];

/**
 * Adds a finite double to an expansion, in place and exactly: Shewchuk 1997, Adaptive precision floating-point
 * arithmetic, section 2 (GROW-EXPANSION). Not for sums that overflow.
 */
export const addTo = (expansion: Expansion, value: number): void => {
  let x = value;
  let kept = 0;
  for (const partial of expansion) {
    const isSmaller = Math.abs(x) < Math.abs(partial);
    const large = isSmaller ? partial : x;
    const small = isSmaller ? x : partial;
    const high = large + small;
    const low = small - (high - large);
    if (low !== 0) expansion[kept++] = low;
    x = high;
  }
  expansion.length = kept;
  expansion.push(x);
};

/** The sum of finite doubles, correctly rounded, whatever their order. The final half-even correction follows the same. */
export const sumExact = (values: Iterable<number>): number => {
  const expansion: Expansion = [];
  for (const value of values) addTo(expansion, value);
  return roundExpansion(expansion);
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
