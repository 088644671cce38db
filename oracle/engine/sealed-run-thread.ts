/** The thread in which a program runs once: it has the program, its inputs and a port. */
import { parentPort, workerData } from "node:worker_threads";

import type { RunInputs, Setting, ToRun } from "./run-messages.ts";
import { importSealed } from "./seal.ts";
import { serveRun } from "./serve-run.ts";

const port = parentPort!;
const { program, workers, start } = workerData as Setting & { readonly start: RunInputs };

const { hear, run } = serveRun({
  say: (message, handed) => port.postMessage(message, handed as never),
  workers,
  start,
});
port.on("message", (message: ToRun) => hear(message));
await run(await importSealed(program));
