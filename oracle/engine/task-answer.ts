import { SixfoldError } from "../core/errors.ts";
import type { Crew } from "../core/program/crew.ts";
import { errorFields } from "../core/program/wire.ts";
import type { WindowTask } from "../core/program/wire.ts";
import type { TaskAnswer } from "./run-messages.ts";
import { workerFault } from "./worker-fault.ts";

/** Has a crew do a window that a run asks for. A crew that breaks is an answer too: the run is told. */
export const taskAnswer = async (crew: Crew, task: WindowTask, port: MessagePort): Promise<TaskAnswer> => {
  try {
    return { outcome: await crew.run(task, port) };
  } catch (error) {
    const fault =
      error instanceof SixfoldError ? error : workerFault("ENGINE_WORKER_FAILED", String(error), "a window is sent");
    return { broken: errorFields(fault) };
  }
};
