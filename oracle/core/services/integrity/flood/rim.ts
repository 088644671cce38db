import type { PlotStatus } from "../plot-state.ts";

/**
 * Averaging draws the edge of a flood inwards: unharmed plots as near to a flooded one as the average reaches are possibly
 * flooded too, and count for the upper bound.
 *
 * @param columns of the grid of plots.
 * @param mayFlood whether a plot can be flooded at all.
 */
export const withRim = (
  plots: Int32Array,
  statuses: readonly PlotStatus[],
  columns: number,
  reach: number,
  mayFlood: (place: number) => boolean,
): readonly PlotStatus[] => {
  const placeOf = new Map(Array.from(plots, (plot, place) => [plot, place]));
  const rimmed = [...statuses];
  statuses.forEach(({ state, onset }, place) => {
    if (state === "unharmed" || onset === undefined) return;
    const plot = plots[place] as number;
    const col = plot % columns;
    for (let dy = -reach; dy <= reach; dy += 1)
      for (let dx = Math.max(-reach, -col); dx <= Math.min(reach, columns - 1 - col); dx += 1) {
        const near = placeOf.get(plot + dy * columns + dx);
        if (near === undefined || rimmed[near]!.state !== "unharmed" || !mayFlood(near)) continue;
        rimmed[near] = { ...rimmed[near]!, state: "possible", onset };
      }
  });
  return rimmed;
};
