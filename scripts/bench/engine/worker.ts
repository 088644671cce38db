import { nodeBench } from "../../../oracle/engine/node-bench.ts";
import { runTask } from "../../../oracle/engine/run-task.ts";
import type { TaskOutcome, WindowTask } from "../../../oracle/engine/wire.ts";
import { anyKernel } from "../../../oracle/raster/kernel.ts";
import { burnSeverity } from "../../../oracle/raster/kernels/burn-severity.ts";
import { zonalSums } from "../../../oracle/raster/kernels/zonal-sums.ts";

const bench = nodeBench([anyKernel(burnSeverity), anyKernel(zonalSums)]);

/** A thread that knows the benchmark's kernels. */
export const work = ({ task, port }: { readonly task: WindowTask; readonly port: MessagePort }): Promise<TaskOutcome> =>
  runTask(task, port, bench);
