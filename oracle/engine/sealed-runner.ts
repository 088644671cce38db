import { spawn } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import type { Duplex } from "node:stream";
import { fileURLToPath } from "node:url";

import { empty } from "../core/empty.ts";
import type { Measured } from "../core/program/measure.ts";
import { requireWorkers } from "./require-workers.ts";
import { hostDesk, programEnded } from "./run-end.ts";
import type { RunOptions, Runner } from "./runner.ts";
import { framesOver } from "./frames.ts";
import type { Frames } from "./frames.ts";
import type { FromProcess, Setting, ToProcess } from "./run-messages.ts";

const PROCESS = fileURLToPath(new URL("./sealed-process.ts", import.meta.url));

/** The oracle's own sources, which the process is made of: the one folder that it may read. */
const SOURCES = fileURLToPath(new URL("../", import.meta.url));

/** No file but the sources, no child process, no addon, no inspector; no code out of text, no environment. */
const FLAGS = [
  "--permission",
  "--allow-worker",
  `--allow-fs-read=${SOURCES}`,
  "--disallow-code-generation-from-strings",
  "--disable-proto=delete",
  "--disable-warning=ExperimentalWarning",
  "--disable-warning=SecurityWarning",
];

/**
 * Nothing of the host's environment, and for the GNU C library's allocator (mallopt(3)), which serves a thread from one
 * of up to eight arenas a core and gives back little of any: one arena for all, and each large buffer apart, back at the
 * system as soon as it is let go of. Others know no such names.
 */
const ENVIRONMENT = { MALLOC_ARENA_MAX: "1", MALLOC_MMAP_THRESHOLD_: "131072" };

/** A process that has had nothing to do for so long ends. */
const IDLE_MS = 10_000;

/** What it last said of itself goes into the error where it ends. */
const LONGEST_LAST_WORDS = 2_000;

type Sealed = {
  readonly child: ChildProcess;
  readonly line: Frames<FromProcess, Setting | ToProcess>;
  readonly runs: Map<
    number,
    { readonly hear: (message: FromProcess) => void; readonly lost: (value: unknown) => void }
  >;
  words: string;
};

const start = (setting: Setting): Sealed => {
  const child = spawn(process.execPath, [...FLAGS, PROCESS], {
    env: ENVIRONMENT,
    stdio: ["ignore", "ignore", "pipe", "pipe"],
  });
  const pipe = child.stdio[3] as Duplex;
  const sealed: Sealed = { child, line: framesOver(pipe), runs: new Map(), words: "" };
  const lost = (value: unknown): void => {
    for (const run of sealed.runs.values()) run.lost(value);
  };
  // A broken pipe is told by the end of the process.
  pipe.on("error", () => undefined);
  child.stderr!.on("data", (text: Buffer) => (sealed.words = `${sealed.words}${text}`.slice(-LONGEST_LAST_WORDS)));
  child.on("error", lost);
  child.on("close", (code, signal) => lost(sealed.words || String(signal ?? code)));
  sealed.line.hear((message) => sealed.runs.get(message.run)?.hear(message));
  sealed.line.say(setting);
  return sealed;
};

/** Whether the process that is waited for keeps this one alive. */
const hold = ({ child }: Sealed, isHeld: boolean): void => {
  for (const each of [child, child.stderr, child.stdio[3]] as readonly unknown[])
    (each as { readonly ref: () => void; readonly unref: () => void })[isHeld ? "ref" : "unref"]();
};

/**
 * Runs a program in a process of its own, started when first needed, which has no network, no file and no environment:
 * Node's permissions keep files, processes and addons from it, and each thread is emptied of whatever reaches a socket
 * before the program is loaded (`seal.ts`). Each run has a thread of its own, which ends with it.
 *
 * @param workers threads that work on pixels, at least 1.
 * @throws SixfoldError ENGINE_WORKERS
 */
export const sealedRunner = (program: Uint8Array, workers: number): Runner => {
  requireWorkers(workers);
  let sealed: Sealed | undefined;
  let idle: NodeJS.Timeout | undefined;
  let count = 0;

  const end = (): void => {
    clearTimeout(idle);
    sealed?.child.kill("SIGKILL");
    sealed = undefined;
  };
  const living = (): Sealed => {
    if (sealed !== undefined && sealed.child.exitCode === null && sealed.child.signalCode === null) return sealed;
    return (sealed = start({ program, workers }));
  };
  const begin = (): readonly [Sealed, number] => {
    clearTimeout(idle);
    const now = living();
    hold(now, true);
    return [now, (count += 1)];
  };
  const rest = (of: Sealed, run: number): void => {
    of.runs.delete(run);
    if (of.runs.size > 0) return;
    hold(of, false);
    idle = setTimeout(end, IDLE_MS).unref();
  };

  const run = async (inputs: ReadonlyMap<string, Uint8Array>, options: RunOptions): Promise<Measured> => {
    const { memoryBytes, signal, progress } = options;
    signal?.throwIfAborted();
    const { answer, conclude } = hostDesk(options);
    const [at, id] = begin();
    const stop = (): void => at.line.say({ run: id, stop: true });
    try {
      return await new Promise<Measured>((resolve, reject) => {
        signal?.addEventListener("abort", () => (stop(), reject(signal.reason as Error)), { once: true });
        at.runs.set(id, {
          lost: (value) => reject(programEnded(value)),
          hear: (message) => {
            if ("progress" in message) return progress?.(...message.progress);
            if ("question" in message)
              return void answer(message.id, message.question).then((answered) => {
                at.line.say({ run: id, id: message.id, answer: answered });
                // It was copied into what is said, and nobody else has it.
                if ("answer" in answered && answered.answer instanceof Uint8Array) empty(answered.answer);
              });
            try {
              resolve(conclude(message.end));
            } catch (error) {
              reject(error as Error);
            }
          },
        });
        at.line.say({ run: id, start: { inputs, ...(memoryBytes === undefined ? {} : { memoryBytes }) } });
      });
    } finally {
      rest(at, id);
    }
  };
  return { program, run, close: async () => end() };
};
