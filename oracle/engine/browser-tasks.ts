import type { Program } from "../core/program/program.ts";
import type { FromWorker, ToWorker } from "./browser-line.ts";

/** Kept: the program's worker loses its globals. */
const post = postMessage.bind(globalThis);
const say = (message: FromWorker): void => post(message);

/** Holds the lock of this worker's name until it ends, and says so. */
const watched = (): Promise<void> =>
  new Promise((resolve) => {
    const { locks } = navigator;
    void locks.request(self.name, () => {
      say({ alive: true });
      resolve();
      return new Promise(() => undefined);
    });
  });

/**
 * Makes this Web Worker do windows, for as long as it lives.
 * @param load gives what does a window, once the worker is told its program.
 */
export const answerTasks = (load: (program: Uint8Array) => Promise<Program["work"]>): void => {
  let work: Promise<Program["work"]> | undefined;
  const answer = async ({ task, port }: Exclude<ToWorker, { program: Uint8Array }>): Promise<void> => {
    try {
      say({ outcome: await (await work!)(task, port) });
    } catch (error) {
      say({ thrown: String(error) });
    }
  };
  // Listens before anything is awaited: a message that nobody listens to is lost.
  addEventListener("message", ({ data }: MessageEvent<ToWorker>) => {
    if (!("program" in data)) return void answer(data);
    work = watched().then(() => load(data.program));
    // Told with the first window.
    work.catch(() => undefined);
  });
};
