import type { Grid } from "../../../grid/types.ts";
import { blocksNear } from "../../../ground/blocks-near.ts";
import { plotSeries } from "../../../kernels/plot-series.ts";
import type { PlotLattice, PlotStep } from "../../../kernels/plot-series.ts";
import type { PlotSeries } from "../../../kernels/plot-units.ts";
import { pixelSizeM } from "../../common/pixel-size.ts";
import type { Start } from "../../common/service.ts";
import { raster } from "../../common/stage.ts";
import type { RasterReading } from "../../common/stage.ts";
import { CLEAR_CLASSES } from "./looks.ts";
import type { Look } from "./looks.ts";
import type { ClearingParameters } from "./parameters.ts";

/**
 * What linear power and reflectance may be. Decibels are below 0, digital numbers far above; the least reflectance is
 * that of Sentinel-2's offset, -0.1, and of Landsat's, -0.2.
 */
const RANGES = { radar: [0, 20], optical: [-0.2, 1.6] } as const;

/** A plot's pixels along its side. The plots begin with the file's pixels, so that a claim does not move them. */
export const plotsOn = (grid: Grid, file: Grid, plotM: number): PlotLattice => {
  const side = Math.min(20, Math.max(1, Math.round(plotM / pixelSizeM(grid))));
  const phase = (pixels: number): number => ((Math.round(pixels) % side) + side) % side;
  return {
    side,
    col: phase((grid.originX - file.originX) / grid.pixelWidth),
    row: phase((file.originY - grid.originY) / grid.pixelHeight),
  };
};

/** Planes of a look: one for each of its bands of values. */
export const planesOf = (looks: readonly Look[]): readonly (readonly number[])[] => {
  let next = 0;
  return looks.map(({ sensor, frames }) => {
    const bands = frames[0]!.bands.length - (sensor === "optical" ? 1 : 0);
    return Array.from({ length: bands }, () => next++);
  });
};

/** Every look over the claimed ground, as sums over plots. */
export const readLooks = (
  { ground }: Start<ClearingParameters>,
  looks: readonly Look[],
  grid: Grid,
  lattice: PlotLattice,
): RasterReading<PlotSeries> => {
  const near = blocksNear(ground);
  const planes = planesOf(looks);
  const steps = looks.flatMap(({ sensor, frames }, at): readonly PlotStep[] =>
    frames.map(() => ({
      planes: planes[at]!,
      range: RANGES[sensor],
      ...(sensor === "optical" ? { clear: CLEAR_CLASSES } : {}),
    })),
  );
  return raster({
    grid,
    steps: looks.flatMap(({ frames }) => frames.map(({ bands }) => bands)),
    kernel: plotSeries,
    isWanted: (window) => near(grid, window).length > 0,
    parametersOf: (window) => ({
      ...{ grid, window, lattice, steps },
      ground: near(grid, window),
      planes: planes.flat().length,
    }),
  });
};
