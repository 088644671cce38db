import type { Crew } from "../../oracle/core/program/crew.ts";
import { runTask } from "../../oracle/core/program/run-task.ts";
import type { Bench } from "../../oracle/core/program/run-task.ts";

/** Does windows on the calling thread. */
export const localCrew = (bench: Bench): Crew => {
  const under = new Set<Promise<unknown>>();
  return {
    workers: 1,
    run: (task, port) => {
      const done = runTask(task, port, bench);
      under.add(done);
      return done.finally(() => under.delete(done));
    },
    close: async () => void (await Promise.allSettled(under)),
  };
};
