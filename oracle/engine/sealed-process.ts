/**
 * The process of programs. It may read the sources of the oracle, start threads and talk to its host over one pipe, and
 * nothing else that the permissions of Node cover; it runs no line of a program itself.
 */
import { Socket } from "node:net";
import { Worker } from "node:worker_threads";

import { empty } from "../core/empty.ts";
import { framesOver } from "./frames.ts";
import type { End, FromProcess, FromRun, RunInputs, Setting, ToProcess, ToRun } from "./run-messages.ts";
import { taskAnswer } from "./task-answer.ts";
import { threadCrew } from "./thread-crew.ts";

/** The pipe to the host: the fourth that a process is given, after the three standard ones. */
const PIPE = 3;

/** Most heap of a run. Pixels are no part of it: they are in the work threads, within what the host allows. */
const RUN_HEAP_MIB = 1_024;

/** What a program hands over was copied into what is said, and nobody else has it. What it calls a piece may be anything. */
const letGo = (message: FromRun): void => {
  const { piece, aside } = Object("question" in message ? message.question : undefined) as Readonly<
    Record<string, unknown>
  >;
  const { bytes } = Object(piece ?? aside) as { readonly bytes?: unknown };
  if (bytes instanceof Uint8Array && bytes.buffer instanceof ArrayBuffer) empty(bytes);
};

const pipe = new Socket({ fd: PIPE });
// Nobody is left to run anything for.
pipe.on("close", () => process.exit());
const line = framesOver<Setting | ToProcess, FromProcess>(pipe);

const serve = ({ program, workers }: Setting): ((message: ToProcess) => void) => {
  const crew = threadCrew(workers, new URL("./sealed-work-thread.ts", import.meta.url), program);
  const threads = new Map<number, Worker>();

  const finish = (run: number, end: End): void => {
    const thread = threads.get(run);
    if (thread === undefined) return;
    threads.delete(run);
    void thread.terminate();
    line.say({ run, end });
  };
  const doTask = async (thread: Worker, { id, task, port }: Extract<FromRun, { task: unknown }>): Promise<void> => {
    const answer = await taskAnswer(crew, task, port);
    thread.postMessage({ id, answer } satisfies ToRun);
  };
  const start = (run: number, inputs: RunInputs): void => {
    const thread = new Worker(new URL("./sealed-run-thread.ts", import.meta.url), {
      workerData: { program, workers, start: inputs },
      resourceLimits: { maxOldGenerationSizeMb: RUN_HEAP_MIB },
    });
    threads.set(run, thread);
    thread
      .on("message", (message: FromRun) => {
        if ("task" in message) return void doTask(thread, message);
        if ("end" in message) return finish(run, message.end);
        if (threads.has(run)) line.say({ ...message, run });
        letGo(message);
      })
      .on("error", (error) => finish(run, { thrown: String(error) }))
      .on("exit", (code) => finish(run, { thrown: `its thread ended with ${code}` }));
  };
  return (message) => {
    if ("start" in message) return start(message.run, message.start);
    const thread = threads.get(message.run);
    if ("stop" in message) {
      threads.delete(message.run);
      return void thread?.terminate();
    }
    const { id, answer } = message;
    const bytes = "answer" in answer ? answer.answer : undefined;
    thread?.postMessage(
      { id, answer } satisfies ToRun,
      bytes instanceof Uint8Array ? [bytes.buffer as ArrayBuffer] : [],
    );
  };
};

let handle: ((message: ToProcess) => void) | undefined;
line.hear((message) => {
  if (handle === undefined) handle = serve(message as Setting);
  else handle(message as ToProcess);
});
