import { unreachable } from "../core/errors.ts";
import type { Program } from "../core/program/program.ts";
import type { TaskOutcome } from "../core/program/wire.ts";
import type { AssetHead } from "../core/scenes/types.ts";
import type { Answer, End, FromRun, Question, RunInputs, TaskAnswer, ToRun } from "./run-messages.ts";

export type RunLine = {
  /** Says something to the host; ports are handed over. */
  readonly say: (message: FromRun, handed: readonly MessagePort[]) => void;
  readonly workers: number;
  readonly start: RunInputs;
};

/**
 * The program's side of a run: what it asks for goes over a line, and so does what it comes to. The same in a thread of
 * Node and in a browser's.
 */
export const serveRun = ({
  say,
  workers,
  start,
}: RunLine): { readonly hear: (message: ToRun) => void; readonly run: (program: Program) => Promise<void> } => {
  const waiting = new Map<number, (answer: Answer | TaskAnswer) => void>();
  let asked = 0;
  /** Errors that the program can not make: so a failure of the host is told from one of the program. */
  const failures = new WeakMap<object, End>();

  const failed = (end: End): Error => {
    const error = unreachable("ENGINE_HOST", "host", null, "answers what a program asks for");
    failures.set(error, end);
    return error;
  };
  const ask = async <T>(message: (id: number) => FromRun, handed: readonly MessagePort[], pick: string): Promise<T> => {
    const id = (asked += 1);
    const answer = await new Promise<Answer | TaskAnswer>((resolve) => {
      waiting.set(id, resolve);
      say(message(id), handed);
    });
    if (pick in answer) return (answer as unknown as Readonly<Record<string, T>>)[pick]!;
    throw failed("broken" in answer ? { error: answer.broken } : { failedAt: id });
  };
  const question = <T>(of: Question): Promise<T> => ask<T>((id) => ({ id, question: of }), [], "answer");

  return {
    hear: ({ id, answer }) => {
      waiting.get(id)?.(answer);
      waiting.delete(id);
    },
    run: async (program) => {
      const end = await program
        .run(start.inputs, {
          archive: {
            head: (href) => question<AssetHead>({ href }),
            read: (href, range) => question<Uint8Array>({ href, range }),
          },
          crew: {
            workers,
            run: (task, port) => ask<TaskOutcome>((id) => ({ id, task, port }), [port], "outcome"),
            close: () => Promise.resolve(),
          },
          keep: (path, piece) => question<void>({ path, piece }),
          aside: {
            write: (at, bytes) => question<void>({ aside: { at, bytes } }),
            read: (range) => question<Uint8Array>({ recall: range }),
          },
          progress: (...step) => say({ progress: step }, []),
          ...(start.memoryBytes === undefined ? {} : { memoryBytes: start.memoryBytes }),
        })
        .catch((error: unknown): End => failures.get(Object(error)) ?? { thrown: String(error) });
      say({ end }, []);
    },
  };
};
