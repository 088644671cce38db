import type { Pool } from "./pool.ts";
import { runTask, type Bench } from "./run-task.ts";

/** Does windows on the calling thread, one after the other. */
export const localPool = (bench: Bench): Pool => {
  let last: Promise<unknown> = Promise.resolve();
  return {
    workers: 1,
    run: (task, port) => {
      const done = last.then(() => runTask(task, port, bench));
      last = done.catch(() => undefined);
      return done;
    },
    close: async () => void (await last),
  };
};
