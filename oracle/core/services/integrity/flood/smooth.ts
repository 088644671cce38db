import { SUM_UNITS } from "../../../kernels/plot-units.ts";
import type { PlotSeries } from "../../../kernels/plot-units.ts";

/**
 * Means over squares of plots round each, by what was seen of them; NaN where the plot itself was not.
 *
 * @param columns of the grid of plots.
 * @param reach plots to either side.
 */
export const smoothed = (
  { plots, sums, counts }: PlotSeries,
  plane: number,
  columns: number,
  reach: number,
): Float64Array => {
  const placeOf = new Map(Array.from(plots, (plot, place) => [plot, place]));
  const first = plane * plots.length;
  return Float64Array.from(plots, (plot, place) => {
    if (counts[first + place] === 0) return NaN;
    const col = plot % columns;
    let [sum, count] = [0, 0];
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = Math.max(-reach, -col); dx <= Math.min(reach, columns - 1 - col); dx += 1) {
        const near = placeOf.get(plot + dy * columns + dx);
        if (near === undefined) continue;
        sum += sums[first + near] as number;
        count += counts[first + near] as number;
      }
    return sum / SUM_UNITS / count;
  });
};
