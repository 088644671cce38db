import { services } from "../core/services/index.ts";
import { nodeBench } from "./node-bench.ts";
import { runTask } from "../core/program/run-task.ts";
import type { TaskOutcome, WindowTask } from "../core/program/wire.ts";

const bench = nodeBench(services().flatMap(({ kernels }) => kernels));

export const work = ({ task, port }: { readonly task: WindowTask; readonly port: MessagePort }): Promise<TaskOutcome> =>
  runTask(task, port, bench);
