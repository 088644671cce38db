import { nodeBench } from "../../../oracle/engine/node-bench.ts";
import { runTask } from "../../../oracle/core/program/run-task.ts";
import type { TaskOutcome, WindowTask } from "../../../oracle/core/program/wire.ts";
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import { pixels } from "../../../oracle/core/kernels/pixels.ts";

const bench = nodeBench([anyKernel(pixels)]);

/** A thread that knows the pixels kernel. */
export const work = ({ task, port }: { readonly task: WindowTask; readonly port: MessagePort }): Promise<TaskOutcome> =>
  runTask(task, port, bench);
