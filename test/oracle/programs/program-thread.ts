import { once } from "node:events";
import { Worker } from "node:worker_threads";

import type { Crew } from "../../../oracle/core/program/crew.ts";
import type { Program } from "../../../oracle/core/program/program.ts";

const urlOf = (bytes: Uint8Array): string => `data:text/javascript;base64,${Buffer.from(bytes).toString("base64")}`;

export const importProgram = async (bytes: Uint8Array): Promise<Program> => (await import(urlOf(bytes))) as Program;

/** All that the thread is given is the program's own text. */
const THREAD = `
  const { parentPort, workerData } = require("node:worker_threads");
  const program = import(workerData);
  parentPort.on("message", async ({ id, task, port }) => {
    parentPort.postMessage({ id, outcome: await (await program).work(task, port) });
  });
`;

/** One thread that starts from a program alone. */
export const programThread = (bytes: Uint8Array): Crew => {
  const worker = new Worker(THREAD, { eval: true, workerData: urlOf(bytes) });
  let last = 0;
  return {
    workers: 1,
    run: async (task, port) => {
      const id = last++;
      worker.postMessage({ id, task, port }, [port as never]);
      for (;;) {
        const [said] = await once(worker, "message");
        if (said.id === id) return said.outcome;
      }
    },
    close: async () => void (await worker.terminate()),
  };
};
