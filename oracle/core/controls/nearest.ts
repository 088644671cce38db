import type { Features } from "./features.ts";

/** A candidate, by its row, and its squared distance from a project unit. */
export type Neighbour = { readonly row: number; readonly squared: number };

/** Place of each row in the order of ids by code units: the order by which ties are broken. */
export const ranksOf = (ids: readonly string[]): Int32Array => {
  const order = ids.map((_, row) => row).sort((a, b) => ((ids[a] as string) < (ids[b] as string) ? -1 : 1));
  const ranks = new Int32Array(ids.length);
  order.forEach((row, rank) => {
    ranks[row] = rank;
  });
  return ranks;
};

/** Candidates in the order of their level, so that those within a caliper stand together. */
export type LevelOrder = { readonly rows: Int32Array; readonly levels: Float64Array };

export const orderByLevel = (eligible: readonly number[], levels: Float64Array): LevelOrder => {
  const rows = Int32Array.from(eligible).sort((a, b) => (levels[a] as number) - (levels[b] as number) || a - b);
  return { rows, levels: Float64Array.from(rows, (row) => levels[row] as number) };
};

/** The first place whose level is not below one, or not at or below it. */
const placeOf = (levels: Float64Array, isBefore: (level: number) => boolean): number => {
  let [low, high] = [0, levels.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (isBefore(levels[middle] as number)) low = middle + 1;
    else high = middle;
  }
  return low;
};

/** Places of the candidates whose level is within a reach of one, from the first up to the one after the last. */
export const withinReach = ({ levels }: LevelOrder, level: number, reach: number): readonly [number, number] => [
  placeOf(levels, (other) => level - other > reach),
  placeOf(levels, (other) => !(other - level > reach)),
];

/** Features that are summed before asking whether a candidate is too far already. */
const STRIDE = 8;

/**
 * The `most` nearest of the candidates between two places that are free, nearest first and ties by rank. A distance is
 * summed in the order of features and given up once it is too far.
 */
export const nearestOf = (
  { width, project, candidates }: Features,
  unit: number,
  [from, to]: readonly [number, number],
  {
    order,
    ranks,
    isTaken,
    most,
  }: {
    readonly order: LevelOrder;
    readonly ranks: Int32Array;
    readonly isTaken: Uint8Array;
    readonly most: number;
  },
): readonly Neighbour[] => {
  const own = project.scaled.subarray(unit * width, (unit + 1) * width);
  const { scaled } = candidates;
  const found: Neighbour[] = [];
  const isNearer = (squared: number, row: number, other: Neighbour): boolean =>
    squared < other.squared || (squared === other.squared && (ranks[row] as number) < (ranks[other.row] as number));
  let farthest = Infinity;
  for (let place = from; place < to; place += 1) {
    const row = order.rows[place] as number;
    if (isTaken[row] === 1) continue;
    const start = row * width;
    let squared = 0;
    for (let k = 0; k < width && squared <= farthest;) {
      for (const end = Math.min(k + STRIDE, width); k < end; k += 1) {
        const difference = (own[k] as number) - (scaled[start + k] as number);
        squared += difference * difference;
      }
    }
    if (found.length === most && !isNearer(squared, row, found[most - 1] as Neighbour)) continue;
    if (found.length === most) found.pop();
    let at = found.length;
    while (at > 0 && isNearer(squared, row, found[at - 1] as Neighbour)) at -= 1;
    found.splice(at, 0, { row, squared });
    if (found.length === most) farthest = (found[most - 1] as Neighbour).squared;
  }
  return found;
};
