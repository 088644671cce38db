/** A thread that knows the benchmark's kernels. */
import { benchOf } from "../../../oracle/core/program/bench.ts";
import { runTask } from "../../../oracle/core/program/run-task.ts";
import { answerTasks } from "../../../oracle/engine/thread-tasks.ts";
import { JOBS } from "./jobs/index.ts";

const bench = await benchOf(JOBS.map(({ kernel }) => kernel));
answerTasks((task, port) => runTask(task, port, bench));
