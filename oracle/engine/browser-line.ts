import type { TaskOutcome, WindowTask } from "../core/program/wire.ts";

/** To a Web Worker: first its program, then windows to do, and where their blocks come from. */
export type ToWorker = { readonly program: Uint8Array } | { readonly task: WindowTask; readonly port: MessagePort };

export type FromWorker =
  /** It holds the lock that has its name: whoever gets that lock knows that it ended. No event tells. */
  | { readonly alive: true }
  | { readonly outcome: TaskOutcome }
  /** What was thrown that is none of ours, as text: not everything thrown can be sent. */
  | { readonly thrown: string };
