import type { Grid } from "../../grid/types.ts";
import { blocksNear } from "../../ground/blocks-near.ts";
import { groundMask } from "../../ground/ground-mask.ts";
import type { Block } from "../../ground/types.ts";
import { plotAt } from "../../kernels/plot-series.ts";
import type { PlotLattice } from "../../kernels/plot-series.ts";
import type { Layer } from "../../raster/layer.ts";

/** Where there is no value: outside the claim, or the plot has none. */
const NONE = -1;

/** Maps of values of plots, over claimed pixels alone. */
export const plotLayer = (
  grid: Grid,
  lattice: PlotLattice,
  ground: readonly Block[],
  plots: Int32Array,
): ((name: string, values: Int32Array, unit: string) => Layer) => {
  const near = blocksNear(ground);
  const placeOf = new Map(Array.from(plots, (plot, place) => [plot, place]));
  return (name, values, unit) => ({
    ...{ name, grid, unit, nodata: NONE, scale: 1 },
    rows: (first, count) => {
      const window = { col: 0, row: first, width: grid.width, height: count };
      const mask = groundMask(grid, window, near(grid, window));
      return Int32Array.from(mask, (isClaimed, at) => {
        if (isClaimed === 0) return NONE;
        const plot = plotAt(grid, lattice, at % grid.width, first + Math.floor(at / grid.width));
        return values[placeOf.get(plot)!] as number;
      });
    },
  });
};
