import { Worker } from "node:worker_threads";

import type { Crew } from "../core/program/crew.ts";
import type { TaskOutcome } from "../core/program/wire.ts";
import { requireWorkers } from "./require-workers.ts";
import type { FromThread, ToThread } from "./thread-tasks.ts";
import { workerFault } from "./worker-fault.ts";

/** One that a thread is at, and one that it goes on with at once: asking for it would take as long as a small window. */
const WINDOWS_PER_THREAD = 2;

/** A thread that has had nothing to do for so long ends: it holds tens of megabytes. */
const IDLE_MS = 10_000;

type Job = {
  readonly send: (id: number) => readonly [ToThread, MessagePort];
  readonly resolve: (outcome: TaskOutcome) => void;
  readonly reject: (reason: unknown) => void;
};

type Thread = {
  readonly worker: Worker;
  readonly jobs: Map<number, Job>;
  idle?: NodeJS.Timeout;
};

/**
 * Threads of Node, started when first needed. A thread that ends rejects the windows that it had; the next ones get a new
 * thread. Idle threads keep no process alive.
 *
 * @param workers threads, at least 1.
 * @param module what threads run: it calls `answerTasks`.
 * @param data what the module finds as its `workerData`.
 * @throws SixfoldError ENGINE_WORKERS; `run` rejects with ENGINE_WORKER_ENDED, ENGINE_WORKER_FAILED, ENGINE_CREW_CLOSED
 */
export const threadCrew = (workers: number, module: URL, data?: unknown): Crew => {
  requireWorkers(workers);
  const threads = new Set<Thread>();
  const queue: Job[] = [];
  const closing = workerFault("ENGINE_CREW_CLOSED", module.href, "a crew is used before it is closed");
  let [closed, count] = [false, 0];

  const end = async (thread: Thread, failure: unknown): Promise<void> => {
    if (!threads.delete(thread)) return;
    clearTimeout(thread.idle);
    for (const { reject } of thread.jobs.values()) reject(failure);
    await thread.worker.terminate();
    pump();
  };
  const lost = (thread: Thread, value: unknown): void =>
    void end(thread, workerFault("ENGINE_WORKER_ENDED", value, "a worker loads, and lives until it is let go"));
  const rest = (thread: Thread): void => {
    thread.worker.unref();
    thread.idle = setTimeout(() => void end(thread, closing), IDLE_MS).unref();
  };
  const hear = (thread: Thread, message: FromThread): void => {
    const job = thread.jobs.get(message.id);
    thread.jobs.delete(message.id);
    if ("outcome" in message) job?.resolve(message.outcome);
    else job?.reject(workerFault("ENGINE_WORKER_FAILED", message.thrown, "a window is done or refused"));
    pump();
    if (thread.jobs.size === 0 && threads.has(thread)) rest(thread);
  };
  const startThread = (): Thread => {
    const thread: Thread = { worker: new Worker(module, { workerData: data }), jobs: new Map() };
    thread.worker
      .on("message", (message: FromThread) => hear(thread, message))
      .on("error", (error) => lost(thread, String(error)))
      .on("exit", (code) => lost(thread, code));
    threads.add(thread);
    return thread;
  };
  /** The thread with the fewest windows, or a new one where each has one, or none where all have enough. */
  const nextThread = (): Thread | undefined => {
    const [first] = [...threads].sort((a, b) => a.jobs.size - b.jobs.size);
    if (first?.jobs.size === 0) return first;
    if (threads.size < workers) return startThread();
    return first !== undefined && first.jobs.size < WINDOWS_PER_THREAD ? first : undefined;
  };
  const give = (thread: Thread, job: Job): void => {
    clearTimeout(thread.idle);
    thread.worker.ref();
    const id = (count += 1);
    thread.jobs.set(id, job);
    const [message, port] = job.send(id);
    try {
      thread.worker.postMessage(message, [port as never]);
    } catch (error) {
      thread.jobs.delete(id);
      job.reject(error);
      if (thread.jobs.size === 0) rest(thread);
    }
  };
  const pump = (): void => {
    while (queue.length > 0) {
      const thread = nextThread();
      if (thread === undefined) return;
      give(thread, queue.shift()!);
    }
  };
  return {
    workers,
    run: (task, port) =>
      new Promise((resolve, reject) => {
        if (closed) return reject(closing);
        queue.push({ send: (id) => [{ id, task, port }, port], resolve, reject });
        pump();
      }),
    close: async () => {
      closed = true;
      for (const { reject } of queue.splice(0)) reject(closing);
      await Promise.all([...threads].map((thread) => end(thread, closing)));
    },
  };
};
