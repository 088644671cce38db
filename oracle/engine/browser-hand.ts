import type { SixfoldError } from "../core/errors.ts";
import type { FromWorker, ToWorker } from "./browser-line.ts";
import type { TaskOutcome, WindowTask } from "../core/program/wire.ts";
import { workerFault } from "./worker-fault.ts";

export type Job = {
  readonly task: WindowTask;
  readonly port: MessagePort;
  readonly resolve: (outcome: TaskOutcome) => void;
  readonly reject: (reason: unknown) => void;
};

/** One Web Worker, which does one job at a time. */
export type Hand = {
  readonly take: (job: Job) => void;
  /** Ends the worker; a job under way is rejected with the failure. */
  readonly end: (failure: SixfoldError) => void;
};

/**
 * Starts a Web Worker.
 *
 * @param program what it is told first.
 * @param freed called each time that it can take another job.
 * @param gone called once, when it never will again.
 * @throws what `Worker` throws where a page may not start it
 */
export const startHand = (
  module: URL,
  program: Uint8Array,
  freed: (hand: Hand) => void,
  gone: (hand: Hand) => void,
): Hand => {
  const name = `sixfold ${crypto.randomUUID()}`;
  const worker = new Worker(module, { type: "module", name });
  worker.postMessage({ program } satisfies ToWorker);
  let job: Job | undefined;
  let ended = false;
  const done = (): Job | undefined => {
    const last = job;
    job = undefined;
    return last;
  };
  const hand: Hand = {
    take: (next) => {
      job = next;
      const { task, port } = next;
      try {
        worker.postMessage({ task, port } satisfies ToWorker, [port]);
      } catch (error) {
        done()?.reject(error);
        freed(hand);
      }
    },
    end: (failure) => {
      if (ended) return;
      ended = true;
      worker.terminate();
      done()?.reject(failure);
      gone(hand);
    },
  };
  const lost = (value: unknown): void =>
    hand.end(workerFault("ENGINE_WORKER_ENDED", value, "a worker loads, and lives until it is let go"));
  worker.addEventListener("message", ({ data }: MessageEvent<FromWorker>) => {
    if ("alive" in data) return void navigator.locks.request(name, () => lost(module.href));
    const last = done();
    if ("outcome" in data) last?.resolve(data.outcome);
    else last?.reject(workerFault("ENGINE_WORKER_FAILED", data.thrown, "a window is done or refused"));
    freed(hand);
  });
  worker.addEventListener("error", (event) => {
    event.preventDefault();
    lost(event.message || module.href);
  });
  return hand;
};
