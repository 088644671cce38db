import type { EngineJob } from "../job.ts";
import { amplitudes } from "./amplitudes.ts";
import { classes } from "./classes.ts";
import { insar } from "./insar.ts";
import { series } from "./series.ts";
import { severity } from "./severity.ts";

export const JOBS: readonly EngineJob[] = [severity, series, amplitudes, insar, classes];
