import type { Files } from "../core/evidence/files.ts";
import type { Measured } from "../core/program/measure.ts";
import type { Progress } from "../core/program/progress.ts";
import type { Transport } from "../core/scenes/types.ts";
import type { Aside } from "../core/raster/set-aside.ts";
import type { Keep } from "../core/tiff/piece.ts";

/** What a host does for a run: it answers for the archive, takes the maps and what is set aside, and may stop it. */
export type RunOptions = {
  /** What it reads is the run's alone: its buffer is emptied once it is passed on. */
  readonly archive: Transport;
  readonly keep: Keep;
  readonly aside: Aside;
  /** Most bytes for blocks and kernels, over all workers; see runJob. */
  readonly memoryBytes?: number;
  readonly signal?: AbortSignal;
  readonly progress?: Progress;
};

/** A program that can be run, in threads that have the program alone. */
export type Runner = {
  /** The program's own bytes. */
  readonly program: Uint8Array;
  /**
   * @returns what the program came to, as it says: its shape is not checked.
   * @throws the program's typed errors; the archive's and those of `keep` as they are; the signal's reason when aborted; SixfoldError
   * ENGINE_ANSWER (check) where it says what has another shape, ENGINE_PROGRAM_FAILED (check) for anything else that the program threw, ENGINE_PROGRAM_ENDED (infrastructure) where its process ended
   */
  readonly run: (inputs: Files, options: RunOptions) => Promise<Measured>;
  readonly close: () => Promise<void>;
};
