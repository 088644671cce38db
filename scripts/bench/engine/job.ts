import type { JobOptions } from "../../../oracle/core/program/run-job.ts";
import type { Grid } from "../../../oracle/core/grid/types.ts";
import type { AnyKernel } from "../../../oracle/core/raster/kernel.ts";
import type { Window } from "../../../oracle/core/grid/window.ts";
import type { OpenBand } from "../../../oracle/core/assets/open-band.ts";

/** The scenes of a job, opened, on their own grid. */
export type Scenes = { readonly grid: Grid; readonly bands: readonly OpenBand[] };

export type RunOptions = Pick<JobOptions, "crew" | "transport" | "setAside"> & {
  readonly isWanted: (window: Window) => boolean;
};

/** Least ratio that a goal asks for, on one thread and on two. */
export type Goals = readonly [one: number, two: number];

/**
 * A job of the engine's benchmark. Its scenes are made by `scenes/<id>.py <folder>`, and `peers/<id>.py <folder>
 * <threads>` does the same in Python and prints `{ seconds, rssMiB, result }`.
 */
export type EngineJob = {
  readonly id: string;
  readonly title: string;
  /** Pixels, or pixels times dates, of one run. */
  readonly pixels: number;
  /** Files of the job's folder, without `.tif`, in the kernel's order. */
  readonly scenes: readonly string[];
  readonly kernel: AnyKernel;
  /** Does the job over the wanted windows; the figures are compared with the peer's. */
  readonly run: (scenes: Scenes, options: RunOptions) => Promise<readonly number[]>;
  /** Most by which figures may differ from the peer's, relative to the larger. */
  readonly tolerance: number;
  /** Speed over the Python peer's, and over libdeflate's on the same blocks. */
  readonly goals: { readonly peer: Goals; readonly libdeflate: Goals };
};
