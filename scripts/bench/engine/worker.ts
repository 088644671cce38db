import { nodeBench } from "../../../oracle/engine/node-bench.ts";
import { runTask } from "../../../oracle/core/program/run-task.ts";
import type { TaskOutcome, WindowTask } from "../../../oracle/core/program/wire.ts";
import { JOBS } from "./jobs/index.ts";

const bench = nodeBench(JOBS.map(({ kernel }) => kernel));

/** A thread that knows the benchmark's kernels. */
export const work = ({ task, port }: { readonly task: WindowTask; readonly port: MessagePort }): Promise<TaskOutcome> =>
  runTask(task, port, bench);
