import type { EngineJob } from "../job.ts";
import { severity } from "./severity.ts";

export const JOBS: readonly EngineJob[] = [severity];
