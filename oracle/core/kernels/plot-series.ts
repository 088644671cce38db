import type { Grid } from "../grid/types.ts";
import type { Window } from "../grid/window.ts";
import { pixelAreas } from "../grid/pixel-area.ts";
import { groundMask } from "../ground/ground-mask.ts";
import type { Block } from "../ground/types.ts";
import type { Kernel } from "../raster/kernel.ts";
import { joinPlots } from "./plot-join.ts";
import { AREA_UNITS, SUM_UNITS } from "./plot-units.ts";
import type { PlotSeries } from "./plot-units.ts";

/** Square plots of whole pixels, side by side. */
export type PlotLattice = {
  /** Pixels along a plot's side, 1 to 20. */
  readonly side: number;
  /** Columns and rows of the first plot that lie outside the grid, 0 to side - 1. */
  readonly col: number;
  readonly row: number;
};

/** What a band's values may physically be. */
export type ValueRange = readonly [least: number, most: number];

/** One step's bands: where the means of each go, which values they may have, and which pixels count. */
export type PlotStep = {
  /** Plane of each band of values, in the step's order. Steps that share one are parts of one look. */
  readonly planes: readonly number[];
  /** Of each band of values the least and most physical one; others count as strange, not as seen. */
  readonly ranges: readonly ValueRange[];
  /** Classes of the step's last band in which a pixel counts; absent where it has none. */
  readonly clear?: readonly number[];
};

export type PlotSeriesParameters = {
  readonly grid: Grid;
  readonly window: Window;
  /** Blocks that may claim a pixel of the window. */
  readonly ground: readonly Block[];
  readonly lattice: PlotLattice;
  readonly steps: readonly PlotStep[];
  readonly planes: number;
};

/** Plots side by side along a grid's row. */
export const plotColumns = ({ width }: Grid, { side, col }: PlotLattice): number => Math.ceil((width + col) / side);

/** Number of a pixel's plot, row-major. */
export const plotAt = (grid: Grid, lattice: PlotLattice, col: number, row: number): number =>
  Math.floor((row + lattice.row) / lattice.side) * plotColumns(grid, lattice) +
  Math.floor((col + lattice.col) / lattice.side);

type Placed = Pick<PlotSeries, "plots" | "areas" | "pixels"> & {
  /** Index into `plots` of each pixel of the window; -1 where it is not claimed. */
  readonly placeOf: Int32Array;
};

/** The plots that have a claimed pixel in a window (L2), with the area of those. */
const placePlots = ({ grid, window, ground, lattice }: PlotSeriesParameters): Placed => {
  const mask = groundMask(grid, window, ground);
  const areasM2 = pixelAreas(grid, window);
  const numbers = new Int32Array(mask.length).fill(-1);
  mask.forEach((isClaimed, at) => {
    if (isClaimed === 0) return;
    const [col, row] = [at % window.width, Math.floor(at / window.width)];
    numbers[at] = plotAt(grid, lattice, window.col + col, window.row + row);
  });
  const plots = Int32Array.from(new Set(numbers.filter((plot) => plot >= 0))).sort();
  const place = new Map(Array.from(plots, (plot, index) => [plot, index]));
  const areas = new Float64Array(plots.length);
  const pixels = new Uint16Array(plots.length);
  const placeOf = numbers.map((plot, at) => {
    if (plot < 0) return -1;
    const index = place.get(plot)!;
    areas[index]! += Math.round((areasM2[at] as number) * AREA_UNITS);
    pixels[index]! += 1;
    return index;
  });
  return { plots, areas, pixels, placeOf };
};

/**
 * Sums over square plots of claimed pixels, look by look: what a change over time is looked for in. Power and reflectance
 * are averaged as such, never as decibels or as an index. Each value is rounded to 1e-5, so that sums are whole numbers
 * and depend neither on windows nor on order.
 *
 * Memory: 6 bytes for each plot and plane.
 */
export const plotSeries: Kernel<PlotSeriesParameters, PlotSeries> = {
  id: "plot-series",
  open: (core, _, parameters) => {
    const { window, steps, planes } = parameters;
    const { placeOf, ...placed } = placePlots(parameters);
    const { plots } = placed;
    const sums = new Int32Array(planes * plots.length);
    const counts = new Uint16Array(planes * plots.length);
    const strange = new Float64Array(planes);
    return {
      strip: (step, { firstRow, rows, bands }) => {
        const { planes: into, ranges, clear } = steps[step]!;
        const count = rows * window.width;
        const start = firstRow * window.width;
        const classes = clear === undefined ? undefined : core.f32(bands[into.length]!, count);
        into.forEach((plane, band) => {
          const values = core.f32(bands[band]!, count);
          const first = plane * plots.length;
          const [least, most] = ranges[band]!;
          for (let k = 0; k < count; k += 1) {
            const place = placeOf[start + k] as number;
            const value = values[k] as number;
            if (place < 0 || Number.isNaN(value)) continue;
            if (classes !== undefined && !clear!.includes(classes[k] as number)) continue;
            if (value < least || value > most) {
              strange[plane]! += 1;
              continue;
            }
            sums[first + place]! += Math.round(value * SUM_UNITS);
            counts[first + place]! += 1;
          }
        });
      },
      close: () => ({ ...placed, planes, sums, counts, strange }),
    };
  },
  merge: joinPlots,
};
