/** A thread that knows the pixels kernel. */
import { pixels } from "../../../oracle/core/kernels/pixels.ts";
import { benchOf } from "../../../oracle/core/program/bench.ts";
import { runTask } from "../../../oracle/core/program/run-task.ts";
import { anyKernel } from "../../../oracle/core/raster/kernel.ts";
import { answerTasks } from "../../../oracle/engine/thread-tasks.ts";

const bench = await benchOf([anyKernel(pixels)]);
answerTasks((task, port) => runTask(task, port, bench));
