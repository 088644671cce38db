import type { Files } from "../core/evidence/files.ts";
import type { Measured } from "../core/program/measure.ts";
import { browserCrew } from "./browser-crew.ts";
import { hostDesk, programEnded } from "./run-end.ts";
import type { FromRun, RunInputs, Setting, ToRun } from "./run-messages.ts";
import type { RunOptions, Runner } from "./runner.ts";
import { taskAnswer } from "./task-answer.ts";

/** Modules beside the page's own: what runs a program, and what does its windows. */
export type RunnerModules = { readonly run: URL; readonly work: URL };

/**
 * Runs a program in Web Workers that are emptied of whatever reaches the network before the program is loaded: one for
 * each run, which ends with it, and `workers` that do windows.
 *
 * @param workers at least 1.
 * @throws SixfoldError ENGINE_WORKERS
 */
export const browserRunner = (program: Uint8Array, workers: number, modules: RunnerModules): Runner => {
  const crew = browserCrew(workers, modules.work, program);

  const doTask = async (worker: Worker, { id, task, port }: Extract<FromRun, { task: unknown }>): Promise<void> => {
    const answer = await taskAnswer(crew, task, port);
    worker.postMessage({ id, answer } satisfies ToRun);
  };

  const run = async (inputs: Files, options: RunOptions): Promise<Measured> => {
    const { memoryBytes, signal, progress } = options;
    signal?.throwIfAborted();
    const { answer, conclude } = hostDesk(options);
    const worker = new Worker(modules.run, { type: "module" });
    try {
      return await new Promise<Measured>((resolve, reject) => {
        signal?.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
        worker.addEventListener("error", (event) => {
          event.preventDefault();
          reject(programEnded(event.message || modules.run.href));
        });
        worker.addEventListener("message", ({ data }: MessageEvent<FromRun>) => {
          if ("task" in data) return void doTask(worker, data);
          if ("progress" in data) return progress?.(...data.progress);
          if ("question" in data)
            return void answer(data.id, data.question).then((answered) =>
              worker.postMessage({ id: data.id, answer: answered } satisfies ToRun),
            );
          try {
            resolve(conclude(data.end));
          } catch (error) {
            reject(error as Error);
          }
        });
        const start: RunInputs = { inputs, ...(memoryBytes === undefined ? {} : { memoryBytes }) };
        worker.postMessage({ program, workers, start } satisfies Setting & { readonly start: RunInputs });
      });
    } finally {
      worker.terminate();
    }
  };
  return { program, run, close: () => crew.close() };
};
