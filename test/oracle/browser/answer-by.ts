import { benchOf } from "../../../oracle/core/program/bench.ts";
import { runTask } from "../../../oracle/core/program/run-task.ts";
import type { AnyKernel } from "../../../oracle/core/raster/kernel.ts";
import { answerTasks } from "../../../oracle/engine/browser-tasks.ts";

/** Makes this worker do windows by a kernel of a test's, whatever program it is told. */
export const answerBy = (kernel: AnyKernel): void =>
  answerTasks(async () => {
    const bench = await benchOf([kernel]);
    return (task, port) => runTask(task, port, bench);
  });
