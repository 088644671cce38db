import { availableParallelism } from "node:os";

import type { Crew } from "../core/program/crew.ts";
import { threadCrew } from "./thread-crew.ts";

let shared: Crew | undefined;

/** The process's own crew, a thread for each core, started when first asked for. Idle threads end by themselves. */
export const sharedCrew = (): Crew => (shared ??= threadCrew(availableParallelism()));
