import { SixfoldError } from "../errors.ts";
import type { SixfoldErrorFields } from "../errors.ts";
import type { Files } from "../evidence/files.ts";
import { parsing } from "../services/common/parsing.ts";
import type { Service } from "../services/common/service.ts";
import { benchOf } from "./bench.ts";
import { runInputs } from "./run-inputs.ts";
import type { Host } from "./run-inputs.ts";
import type { Measured } from "./measure.ts";
import { runTask } from "./run-task.ts";
import type { Bench } from "./run-task.ts";
import { errorFields } from "./wire.ts";
import type { TaskOutcome, WindowTask } from "./wire.ts";

/** What a run comes to. The program's typed errors are plain data outside of it: its classes are not its host's. */
export type Ran = { readonly measured: Measured } | { readonly error: SixfoldErrorFields };

/** What the module of a methodology exports: all that turns bytes into an outcome, and nothing that asks for more. */
export type Program = {
  /**
   * From the small files of a bundle, by what its host reads of the archive, to the files that state the outcome.
   * @throws what the host's archive and crew throw, as it is; the signal's reason when aborted
   */
  readonly run: (inputs: Files, host: Host) => Promise<Ran>;
  /** Does one window on the calling thread, with blocks that come over a port. */
  readonly work: (task: WindowTask, port: MessagePort) => Promise<TaskOutcome>;
};

/** The program of a methodology. */
export const programOf = <P>(service: Service<P>): Program => {
  const whole = parsing(service);
  let bench: Promise<Bench> | undefined;
  return {
    run: async (inputs, host) => {
      try {
        return { measured: await runInputs(whole, inputs, host) };
      } catch (error) {
        if (error instanceof SixfoldError) return { error: errorFields(error) };
        throw error;
      }
    },
    work: async (task, port) => runTask(task, port, await (bench ??= benchOf(service.kernels))),
  };
};
