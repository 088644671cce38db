import { availableParallelism } from "node:os";

import type { Pool } from "../core/program/pool.ts";
import { threadPool } from "./thread-pool.ts";

let shared: Pool | undefined;

/** The process's own pool, a thread for each core, started when first asked for. Idle threads end by themselves. */
export const sharedPool = (): Pool => (shared ??= threadPool(availableParallelism()));
