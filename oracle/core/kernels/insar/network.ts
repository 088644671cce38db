import { SixfoldError } from "../../errors.ts";

/**
 * Dates of a network: eight years of Sentinel-1 at twelve days. Of a network so dense that every date meets every other,
 * the program of elimination then takes 11 MB and the weights 1 MB; of pairs of neighbours, some kilobytes.
 */
const MOST_DATES = 256;

/** An interferogram of two dates. */
export type InsarPair = {
  /** Indices of its dates; the value is the later one's less the earlier one's. */
  readonly first: number;
  readonly second: number;
  /** What is taken from every value of the pair: its value at the reference point, which is held not to move. */
  readonly reference: number;
};

/** Pairs in the order of their second and then their first dates, with the edges that elimination adds. */
export type Network = {
  /** For each pair in this order, its place among the pairs as given. */
  readonly order: readonly number[];
  /** For each date, its neighbours at earlier dates, ascending, and which edge leads to each. */
  readonly earlier: readonly (readonly { readonly date: number; readonly edge: number }[])[];
  /** Edges are numbered: the pairs in order, then those that elimination adds. */
  readonly edges: number;
};

const refuse = (field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code: "KERNEL_NETWORK", failure: "usage", field, value, rule });
};

const requireDays = (days: readonly number[]): void => {
  if (days.length < 2 || days.length > MOST_DATES) refuse("days", days.length, `are from 2 to ${MOST_DATES}`);
  days.forEach((day, index) => {
    if (!Number.isSafeInteger(day) || (index > 0 && day <= (days[index - 1] as number)))
      refuse(`days/${index}`, day, "is a whole day after the one before");
  });
};

const requirePairs = (pairs: readonly InsarPair[], dates: number): void => {
  if (pairs.length === 0) refuse("pairs", pairs.length, "are at least one");
  const seen = new Set<number>();
  pairs.forEach(({ first, second, reference }, index) => {
    const isKnown = Number.isSafeInteger(first) && Number.isSafeInteger(second) && first >= 0 && second < dates;
    if (!isKnown) refuse(`pairs/${index}`, { first, second }, `names two of the ${dates} dates`);
    if (first >= second) refuse(`pairs/${index}`, { first, second }, "goes from an earlier to a later date");
    if (seen.has(first * dates + second)) refuse(`pairs/${index}`, { first, second }, "comes once");
    if (!Number.isFinite(reference)) refuse(`pairs/${index}/reference`, reference, "is finite");
    seen.add(first * dates + second);
  });
};

/** Dates that some path of pairs joins to the first one. */
const joinedToFirst = (pairs: readonly InsarPair[]): ReadonlySet<number> => {
  const joined = new Set([0]);
  for (const date of joined) {
    for (const { first, second } of pairs) {
      if (first === date) joined.add(second);
      if (second === date) joined.add(first);
    }
  }
  return joined;
};

/**
 * Orders a network for its solution: dates are taken out from the last to the first, and what this joins is known
 * beforehand, since it does not depend on weights.
 *
 * @param days of the dates, from whatever day on; whole, ascending.
 * @throws SixfoldError KERNEL_NETWORK
 */
export const networkOf = (days: readonly number[], pairs: readonly InsarPair[]): Network => {
  requireDays(days);
  requirePairs(pairs, days.length);
  const joined = joinedToFirst(pairs);
  const apart = days.findIndex((_, date) => !joined.has(date));
  if (apart >= 0) refuse("pairs", apart, "join every date to the first one");
  const pairAt = (index: number): InsarPair => pairs[index] as InsarPair;
  const order = pairs
    .map((_, index) => index)
    .sort((a, b) => pairAt(a).second - pairAt(b).second || pairAt(a).first - pairAt(b).first);
  const edgesOf = days.map(() => new Map<number, number>());
  order.forEach((index, edge) => edgesOf[pairAt(index).second]?.set(pairAt(index).first, edge));
  let edges = order.length;
  const earlier = days.map((): { date: number; edge: number }[] => []);
  for (let date = days.length - 1; date > 0; date -= 1) {
    const neighbours = [...(edgesOf[date] as Map<number, number>)]
      .map(([neighbour, edge]) => ({ date: neighbour, edge }))
      .sort((a, b) => a.date - b.date);
    earlier[date] = neighbours;
    neighbours.forEach(({ date: later }, index) => {
      for (const { date: former } of neighbours.slice(0, index)) {
        const between = edgesOf[later] as Map<number, number>;
        if (!between.has(former)) between.set(former, edges++);
      }
    });
  }
  return { order, earlier, edges };
};
