import { parentPort } from "node:worker_threads";

import type { Program } from "../core/program/program.ts";
import type { TaskOutcome, WindowTask } from "../core/program/wire.ts";

/** To a thread: a window to do, and where its blocks come from. */
export type ToThread = { readonly id: number; readonly task: WindowTask; readonly port: MessagePort };

export type FromThread =
  | { readonly id: number; readonly outcome: TaskOutcome }
  /** What was thrown that is none of ours, as text: not everything thrown can be sent. */
  | { readonly id: number; readonly thrown: string };

/** Makes this thread of Node do windows, for as long as it lives. */
export const answerTasks = (work: Program["work"]): void => {
  const say = (message: FromThread): void => parentPort!.postMessage(message);
  parentPort!.on("message", ({ id, task, port }: ToThread) => {
    work(task, port).then(
      (outcome) => say({ id, outcome }),
      (error: unknown) => say({ id, thrown: String(error) }),
    );
  });
};
