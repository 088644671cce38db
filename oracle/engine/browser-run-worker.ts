/** The Web Worker in which a program runs once. */
import type { FromRun, RunInputs, Setting, ToRun } from "./run-messages.ts";
import { importSealed } from "./browser-seal.ts";
import { serveRun } from "./serve-run.ts";

/** Kept: the program's worker loses its globals. In a worker there is no window to name. */
const post = postMessage.bind(globalThis) as (message: FromRun, handed: readonly Transferable[]) => void;
const say = (message: FromRun, handed: readonly MessagePort[]): void => post(message, handed);

let hear: ((message: ToRun) => void) | undefined;

addEventListener("message", ({ data }: MessageEvent<(Setting & { readonly start: RunInputs }) | ToRun>) => {
  if (!("start" in data)) return hear?.(data);
  const { program, ...rest } = data;
  const served = serveRun({ say, ...rest });
  hear = served.hear;
  importSealed(program)
    .then(served.run)
    .catch((error: unknown) => say({ end: { thrown: String(error) } }, []));
});
