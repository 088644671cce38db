import { SixfoldError } from "../../errors.ts";
import type { Grid } from "../../grid/types.ts";
import { blocksNear } from "../../ground/blocks-near.ts";
import { plotSeries } from "../../kernels/plot-series.ts";
import type { PlotLattice, PlotStep, ValueRange } from "../../kernels/plot-series.ts";
import type { PlotSeries } from "../../kernels/plot-units.ts";
import { gridOfAsset, placed, unplaced } from "../common/grids.ts";
import type { Outcome } from "../common/outcome.ts";
import { pixelSizeM } from "../common/pixel-size.ts";
import type { Start } from "../common/service.ts";
import { raster, stage } from "../common/stage.ts";
import type { BandRef, Stage } from "../common/stage.ts";
import type { RefusedScene } from "../common/types.ts";
import { sharedGrid } from "./lattice.ts";
import type { Look, Sensor } from "./looks.ts";

/** Scene classes of Sentinel-2's level 2A under which ground is seen: vegetation, bare, water, unclassified. */
const CLEAR_CLASSES = [4, 5, 6, 7] as const;

/** Something of the ground that no look shows, such as its slope: bands of one step. */
export type Still = { readonly bands: readonly BandRef[]; readonly range: ValueRange };

/** Looks over plots of the claimed ground. */
export type Seen = {
  readonly looks: readonly Look[];
  readonly refused: readonly RefusedScene[];
  readonly grid: Grid;
  readonly lattice: PlotLattice;
  readonly plots: PlotSeries;
  /** Planes of each look, one for each of its bands of values. */
  readonly planes: readonly (readonly number[])[];
  /** Planes of each still, in their order. */
  readonly stills: readonly (readonly number[])[];
};

/** Largest sum of a plot's values of one band, each pixel seen twice: the kernel's limit (`SUM_UNITS`). */
const MOST_SUM = 20_800;

/** Most pixels along a plot's side: of power and reflectance 20, of temperatures 4. */
const mostSide = (looks: readonly Look[]): number => {
  const most = looks.flatMap(({ ranges }) => ranges).reduce((greatest, [, each]) => Math.max(greatest, each), 1);
  return Math.min(20, Math.floor(Math.sqrt(MOST_SUM / 2 / most)));
};

/** A plot's pixels along its side. The plots begin with the file's pixels, so that a claim does not move them. */
const plotsOn = (grid: Grid, file: Grid, plotM: number, most: number): PlotLattice => {
  const side = Math.min(most, Math.max(1, Math.round(plotM / pixelSizeM(grid))));
  const phase = (pixels: number): number => ((Math.round(pixels) % side) + side) % side;
  return {
    side,
    col: phase((grid.originX - file.originX) / grid.pixelWidth),
    row: phase((file.originY - grid.originY) / grid.pixelHeight),
  };
};

const UNITS: Readonly<Record<Sensor, string>> = {
  radar: "backscatter is linear power, not decibels and not digital numbers",
  optical: "bands are reflectance from 0 to 1, and temperatures kelvin",
  coherence: "coherence is from 0 to 1",
};

/** Decibels, digital numbers and percent lie outside what power and reflectance can be. */
const requireUnits = ({ looks, plots: { counts, strange, plots }, planes }: Seen, most: number): void =>
  looks.forEach(({ sensor, frames }, at) =>
    planes[at]!.forEach((plane) => {
      const seen = counts
        .subarray(plane * plots.length, (plane + 1) * plots.length)
        .reduce((sum, count) => sum + count, 0);
      const odd = strange[plane] as number;
      if (odd * 1000 <= most * (odd + seen)) return;
      throw new SixfoldError({
        code: "SERVICE_UNITS",
        failure: "check",
        field: frames[0]!.scene.id,
        value: { strangePixels: odd, seenPixels: seen },
        rule: UNITS[sensor],
      });
    }),
  );

export type LooksRules = {
  readonly maxPixelM: number;
  readonly plotM: number;
  /** Thousandths. */
  readonly mostStrangeShare: number;
};

/** @throws SixfoldError SERVICE_NO_LOOK */
export const requireLooks = ({ looks, refused }: Pick<Seen, "looks" | "refused">): void => {
  if (looks.length === 0)
    throw new SixfoldError({
      code: "SERVICE_NO_LOOK",
      failure: "check",
      field: "scenes",
      value: { refused },
      rule: "a watch has at least one usable scene",
    });
};

/**
 * Two stages: the grids of looks whose items do not state them, then every look over the claimed ground, as sums over
 * plots.
 *
 * @throws SixfoldError SERVICE_NO_LOOK; later those of `sharedGrid`, SERVICE_UNITS, and what `conclude` throws
 */
export const readLooks = (
  { ground, project, scenes }: Start<unknown>,
  { looks, refused }: Pick<Seen, "looks" | "refused">,
  stills: readonly Still[],
  { maxPixelM, plotM, mostStrangeShare }: LooksRules,
  conclude: (seen: Seen) => Outcome,
): Stage => {
  const steps = [
    ...looks.flatMap(({ frames }) => frames.map(({ bands }) => bands)),
    ...stills.map(({ bands }) => bands),
  ];
  const bands = steps.flat().map(({ sceneId, assetKey }) => {
    const scene = scenes.find(({ id }) => id === sceneId)!;
    return { scene, asset: scene.assets[assetKey]! };
  });
  requireLooks({ looks, refused });
  let next = 0;
  const take = (count: number): readonly number[] => Array.from({ length: count }, () => next++);
  const planes = looks.map(({ ranges }) => take(ranges.length));
  const stillPlanes = stills.map((still) => take(still.bands.length));
  const plotSteps = [
    ...looks.flatMap(({ frames, ranges }, at): readonly PlotStep[] =>
      frames.map(({ bands: own }) => ({
        planes: planes[at]!,
        ranges,
        ...(own.length > ranges.length ? { clear: CLEAR_CLASSES } : {}),
      })),
    ),
    ...stills.map(({ bands: own, range }, at) => ({ planes: stillPlanes[at]!, ranges: own.map(() => range) })),
  ];
  const near = blocksNear(ground);
  const assets = unplaced(bands);
  return stage({ grids: { kind: "grids", assets } }, ({ grids }) => {
    const known = placed(scenes, assets, grids);
    const byId = new Map(known.map((scene) => [scene.id, scene]));
    const files = bands.map(({ scene, asset }) => byId.get(scene.id)!.assets[asset.key]!);
    const grid = sharedGrid(files, project, maxPixelM);
    const lattice = plotsOn(grid, gridOfAsset(files[0]!) as Grid, plotM, mostSide(looks));
    const reading = raster({
      ...{ grid, steps, kernel: plotSeries },
      isWanted: (window) => near(grid, window).length > 0,
      parametersOf: (window) => ({
        ...{ grid, window, lattice, steps: plotSteps },
        ground: near(grid, window),
        planes: next,
      }),
    });
    return stage({ plots: reading }, ({ plots }) => {
      const seen: Seen = { looks, refused, grid, lattice, plots, planes, stills: stillPlanes };
      requireUnits(seen, mostStrangeShare);
      return conclude(seen);
    });
  });
};
