import type { EngineJob } from "../job.ts";
import { classes } from "./classes.ts";
import { severity } from "./severity.ts";

export const JOBS: readonly EngineJob[] = [severity, classes];
