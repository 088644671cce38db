import { startHand } from "./browser-hand.ts";
import type { Hand, Job } from "./browser-hand.ts";
import type { Crew } from "../core/program/crew.ts";
import { requireWorkers } from "./require-workers.ts";
import { workerFault } from "./worker-fault.ts";

/**
 * Web Workers, started when first needed and kept until the crew is closed. A worker that does not load, or that ends,
 * rejects the window that it had; the next window gets a new one.
 *
 * Needs a page of a secure context (https or localhost): workers are watched by Web Locks.
 *
 * @param workers at least 1.
 * @param module what workers run: it calls `answerTasks`.
 * @param program what each is told first.
 * @throws SixfoldError ENGINE_WORKERS; `run` rejects with ENGINE_WORKER_ENDED, ENGINE_WORKER_FAILED, ENGINE_CREW_CLOSED
 */
export const browserCrew = (workers: number, module: URL, program: Uint8Array): Crew => {
  requireWorkers(workers);
  const hands = new Set<Hand>();
  const idle: Hand[] = [];
  const queue: Job[] = [];
  const closing = workerFault("ENGINE_CREW_CLOSED", module.href, "a crew is used before it is closed");
  let closed = false;

  const freed = (hand: Hand): void => {
    idle.push(hand);
    pump();
  };
  const gone = (hand: Hand): void => {
    hands.delete(hand);
    if (idle.includes(hand)) idle.splice(idle.indexOf(hand), 1);
    pump();
  };
  /** A worker that is free, or a new one, or none where all are at work. */
  const nextHand = (): Hand | undefined => {
    const free = idle.pop();
    if (free !== undefined || hands.size >= workers) return free;
    const hand = startHand(module, program, freed, gone);
    hands.add(hand);
    return hand;
  };
  const pump = (): void => {
    while (queue.length > 0) {
      try {
        const hand = nextHand();
        if (hand === undefined) return;
        hand.take(queue.shift()!);
      } catch (error) {
        queue.shift()?.reject(workerFault("ENGINE_WORKER_ENDED", String(error), "a page may start its workers"));
      }
    }
  };
  return {
    workers,
    run: (task, port) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closing);
        queue.push({ task, port, resolve, reject });
        pump();
      }),
    close: async () => {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(closing);
      for (const hand of [...hands]) hand.end(closing);
    },
  };
};
