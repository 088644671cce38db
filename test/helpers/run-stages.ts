import { openAsset } from "../../oracle/core/assets/open-asset.ts";
import { openBand } from "../../oracle/core/assets/open-band.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import { planWindows, type Window } from "../../oracle/core/grid/window.ts";
import type { Scene, SceneAsset, Transport } from "../../oracle/core/scenes/types.ts";
import type { Outcome } from "../../oracle/core/services/common/outcome.ts";
import { isStage, type AssetRef, type RasterReading, type Stage } from "../../oracle/core/services/common/stage.ts";
import { localPool } from "../../oracle/engine/local-pool.ts";
import { nodeBench } from "../../oracle/engine/node-bench.ts";
import { runJob } from "../../oracle/engine/run-job.ts";
import { randomOf, runWindow, type Stack } from "../oracle/core/kernels/by-windows.ts";

/** Where the readings of a stage come from. */
export type Reader = {
  readonly grids: (assets: readonly AssetRef[]) => Promise<readonly Grid[]>;
  readonly raster: (reading: RasterReading<unknown>) => Promise<unknown>;
};

/** Runs stages until they come to an outcome. */
export const runStages = async (first: Stage | Outcome, reader: Reader): Promise<Outcome> => {
  let step = first;
  while (isStage(step)) {
    const seen: Record<string, unknown> = {};
    for (const [name, reading] of Object.entries(step.readings)) {
      if (reading.kind === "grids") seen[name] = await reader.grids(reading.assets);
      else if (reading.kind === "raster") seen[name] = await reader.raster(reading);
      else throw new Error(`no table for ${name}`);
    }
    step = step.next(seen);
  }
  return step;
};

/** Planes in memory over the whole grid of a reading's only step, in given windows, with strips of one to four rows. */
export const fromMemory = (
  planesOf: (grid: Grid) => readonly Float32Array[],
  windowsOf: (grid: Grid) => readonly Window[] = ({ width, height }) => [{ col: 0, row: 0, width, height }],
): Reader => ({
  grids: () => Promise.reject(new Error("planes have no header")),
  raster: ({ grid, kernel, isWanted, parametersOf }) => {
    const { width, height } = grid;
    const stack: Stack = { width, height, steps: [planesOf(grid)] };
    const random = randomOf(width * height);
    const parts = windowsOf(grid)
      .filter(isWanted)
      .map((window) =>
        runWindow(kernel, stack, window, structuredClone(parametersOf(window)), () => 1 + Math.floor(random() * 4)),
      );
    return Promise.resolve(kernel.merge(parts));
  },
});

/** The files of scenes, through the engine. */
export const fromFiles = (scenes: readonly Scene[], transport: Transport): Reader => {
  const assetOf = ({ sceneId, assetKey }: AssetRef): SceneAsset =>
    scenes.find(({ id }) => id === sceneId)!.assets[assetKey]!;
  return {
    grids: (assets) => Promise.all(assets.map(async (ref) => (await openAsset(assetOf(ref), transport)).grid)),
    raster: async ({ grid, steps, kernel, isWanted, parametersOf }) => {
      const opened = await Promise.all(
        steps.map((bands) =>
          Promise.all(
            bands.map(async (ref) => openBand(assetOf(ref), await openAsset(assetOf(ref), transport), ref.band, grid)),
          ),
        ),
      );
      const { layout, col, row } = opened[0]![0]!.source;
      const lattice = { col: -col, row: -row, blockWidth: layout.blockWidth, blockHeight: layout.blockHeight };
      return runJob(
        { grid, windows: planWindows(grid, lattice, isWanted), steps: opened, kernel, parametersOf },
        { pool: localPool(nodeBench([kernel])), transport },
      );
    },
  };
};
