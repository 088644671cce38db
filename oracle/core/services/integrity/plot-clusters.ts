/** Plots that touch, by a side or a corner, as indices into `plots`. */
export type Cluster = readonly number[];

/**
 * The chosen plots, told into those that touch; in order of their first plot.
 *
 * @param plots numbers on a grid of plots, row-major, ascending.
 * @param columns of that grid.
 */
export const clustersOf = (
  plots: Int32Array,
  columns: number,
  isChosen: (place: number) => boolean,
): readonly Cluster[] => {
  const placeOf = new Map<number, number>();
  plots.forEach((plot, place) => isChosen(place) && placeOf.set(plot, place));
  const clusters: Cluster[] = [];
  for (const [first, place] of placeOf) {
    placeOf.delete(first);
    const cluster = [place];
    const open = [first];
    for (let plot = open.pop(); plot !== undefined; plot = open.pop()) {
      const col = plot % columns;
      for (const [dx, dy] of NEIGHBOURS) {
        if (col + dx < 0 || col + dx >= columns) continue;
        const next = plot + dy * columns + dx;
        const found = placeOf.get(next);
        if (found === undefined) continue;
        placeOf.delete(next);
        cluster.push(found);
        open.push(next);
      }
    }
    clusters.push(cluster.toSorted((a, b) => a - b));
  }
  return clusters;
};

const NEIGHBOURS = [
  ...([
    [-1, -1],
    [0, -1],
    [1, -1],
  ] as const),
  ...([
    [-1, 0],
    [1, 0],
  ] as const),
  ...([
    [-1, 1],
    [0, 1],
    [1, 1],
  ] as const),
];
