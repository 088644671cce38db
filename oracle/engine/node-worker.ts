import { kernels } from "../core/services/kernels.ts";
import { nodeBench } from "./node-bench.ts";
import { runTask } from "./run-task.ts";
import type { TaskOutcome, WindowTask } from "./wire.ts";

const bench = nodeBench(kernels);

export const work = ({ task, port }: { readonly task: WindowTask; readonly port: MessagePort }): Promise<TaskOutcome> =>
  runTask(task, port, bench);
