import { localCrew } from "./local-crew.ts";
import { benchOf } from "../../oracle/core/program/bench.ts";
import type { Crew } from "../../oracle/core/program/crew.ts";
import { threadCrew } from "../../oracle/engine/thread-crew.ts";
import { runJob } from "../../oracle/core/program/run-job.ts";
import type { Grid } from "../../oracle/core/grid/types.ts";
import { anyKernel } from "../../oracle/core/raster/kernel.ts";
import { pixels } from "../../oracle/core/kernels/pixels.ts";
import { planWindows } from "../../oracle/core/grid/window.ts";
import type { Window } from "../../oracle/core/grid/window.ts";
import { openAsset } from "../../oracle/core/assets/open-asset.ts";
import { openBand } from "../../oracle/core/assets/open-band.ts";
import { recordTransport } from "../../oracle/transport/record-transport.ts";
import { memoryShelf } from "../../oracle/transport/shelf.ts";
import { digestOf } from "../../oracle/core/evidence/stored.ts";
import type { SceneAsset, Transport } from "../../oracle/core/scenes/types.ts";
import { verifyWholeFiles } from "../../oracle/pipeline/verify-whole-files.ts";
import { setAsideInMemory } from "../../oracle/core/raster/set-aside.ts";

const local = localCrew(await benchOf([anyKernel(pixels)]));

/** Threads that know the pixels kernel. */
export const pixelThreads = (workers: number): Crew =>
  threadCrew(workers, new URL("../oracle/engine/pixels-worker.ts", import.meta.url));

/** One band over a grid, through the whole engine: open, plan, read, unpack, convert. */
export const readPixels = async (
  asset: SceneAsset,
  bandName: string,
  grid: Grid,
  transport: Transport,
  {
    signal,
    crew = local,
    windows,
    memoryBytes,
  }: { signal?: AbortSignal; crew?: Crew; windows?: readonly Window[]; memoryBytes?: number } = {},
): Promise<Float32Array> => {
  const recorder = recordTransport(transport, memoryShelf());
  const band = openBand(asset, await openAsset(asset, recorder.transport, signal), bandName, grid);
  const { layout, col, row } = band.source;
  const lattice = { col: -col, row: -row, blockWidth: layout.blockWidth, blockHeight: layout.blockHeight };
  const parts = await runJob(
    {
      grid,
      windows: windows ?? planWindows(grid, lattice, () => true),
      steps: [[band]],
      kernel: pixels,
      parametersOf: (window) => ({ window, bands: [1] }),
    },
    {
      crew,
      transport: recorder.transport,
      setAside: setAsideInMemory,
      ...(memoryBytes === undefined ? {} : { memoryBytes }),
      ...(signal === undefined ? {} : { signal }),
    },
  );
  for (const { href, head, ranges } of recorder.recordings()) {
    const hashed = ranges.map(async ({ stored, ...range }) => ({ ...range, path: "", sha256: await digestOf(stored) }));
    const { checksum } = asset;
    verifyWholeFiles([
      { href, size: head.size, ...(checksum === undefined ? {} : { checksum }), ranges: await Promise.all(hashed) },
    ]);
  }
  const values = new Float32Array(grid.width * grid.height).fill(NaN);
  for (const { window, planes } of parts) {
    for (let y = 0; y < window.height; y += 1) {
      const from = y * window.width;
      values.set(
        (planes[0]?.[0] as Float32Array).subarray(from, from + window.width),
        (window.row + y) * grid.width + window.col,
      );
    }
  }
  return values;
};
