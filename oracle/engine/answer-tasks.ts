import type { AnyKernel } from "../core/raster/kernel.ts";
import { browserBench } from "./browser-bench.ts";
import type { FromWorker, ToWorker } from "./browser-line.ts";
import { runTask } from "../core/program/run-task.ts";

const say = (message: FromWorker): void => postMessage(message);

/** Holds the lock of this worker's name until it ends, and says so. */
const watched = (): Promise<void> =>
  new Promise((resolve) => {
    void navigator.locks.request(self.name, () => {
      say({ alive: true });
      resolve();
      return new Promise(() => undefined);
    });
  });

/** Makes this Web Worker do windows with these kernels, for as long as it lives. */
export const answerTasks = (kernels: readonly AnyKernel[]): void => {
  const ready = Promise.all([browserBench(kernels), watched()]);
  const answer = async ({ task, port }: ToWorker): Promise<void> => {
    try {
      const [bench] = await ready;
      say({ outcome: await runTask(task, port, bench) });
    } catch (error) {
      say({ thrown: String(error) });
    }
  };
  // Listens before anything is awaited: a message that nobody listens to is lost.
  addEventListener("message", ({ data }: MessageEvent<ToWorker>) => void answer(data));
};
