import type { Progress } from "../core/program/progress.ts";
import type { Output } from "./output.ts";

type Stage = Parameters<Progress>[0];

/** Stages of a re-run, in their order. */
export const RERUN_STAGES: readonly Stage[] = ["read headers", "windows", "measure", "bundle"];

/** Stages of an analysis. */
export const ANALYSIS_STAGES: readonly Stage[] = ["list scenes", ...RERUN_STAGES];

/** Tells a run's progress on the output as stage n of m. */
export const stageProgress =
  ({ progress }: Pick<Output, "progress">, stages: readonly Stage[]): Progress =>
  (stage, done, total) =>
    progress(`stage ${stages.indexOf(stage) + 1} of ${stages.length}: ${stage} ${done} of ${total}`);
