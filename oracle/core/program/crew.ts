import type { TaskOutcome, WindowTask } from "./wire.ts";

/** Where windows are done. */
export type Crew = {
  /** Windows under way at a time. */
  readonly workers: number;
  /** @param port where the window's blocks come from; handed over. */
  readonly run: (task: WindowTask, port: MessagePort) => Promise<TaskOutcome>;
  readonly close: () => Promise<void>;
};
