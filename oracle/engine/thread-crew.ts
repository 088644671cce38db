import { fileURLToPath } from "node:url";

import { Piscina } from "piscina";

import type { Crew } from "../core/program/crew.ts";
import { requireWorkers } from "./require-workers.ts";
import type { TaskOutcome } from "../core/program/wire.ts";

/** A thread that has had nothing to do for so long ends: it holds tens of megabytes. */
const IDLE_MS = 10_000;

/** One that a thread is at, and one that it goes on with at once: asking for it would take as long as a small window. */
const WINDOWS_PER_THREAD = 2;

const WORKER = new URL("./node-worker.ts", import.meta.url);

/**
 * Worker threads of Node, started when first needed.
 *
 * @param workers threads, at least 1.
 * @param worker the module that threads run; its export `work` takes `{ task, port }`.
 * @throws SixfoldError ENGINE_WORKERS
 */
export const threadCrew = (workers: number, worker: URL = WORKER): Crew => {
  requireWorkers(workers);
  const piscina = new Piscina({
    filename: fileURLToPath(worker),
    name: "work",
    minThreads: 0,
    maxThreads: workers,
    idleTimeout: IDLE_MS,
    concurrentTasksPerWorker: WINDOWS_PER_THREAD,
  });
  return {
    workers,
    run: (task, port) => piscina.run({ task, port }, { transferList: [port as never] }) as Promise<TaskOutcome>,
    close: () => piscina.close({ force: true }),
  };
};
