import { fork } from "node:child_process";
import { fileURLToPath } from "node:url";

import { SixfoldError } from "../core/errors.ts";
import type { SixfoldErrorFields } from "../core/errors.ts";
import type { ServiceModule } from "./find-methodology.ts";
import { programFault } from "./program-fault.ts";

const PROCESS = fileURLToPath(new URL("./build-process.ts", import.meta.url));

/** What the process is told, and what it answers. */
export type ToBuild = { readonly root: string; readonly service: ServiceModule };
export type Built = { readonly program: Uint8Array } | { readonly error: SixfoldErrorFields };

/**
 * `buildProgram` in a process of its own, which takes the compilers' memory with it when it ends.
 *
 * @throws SixfoldError PROGRAM_PROCESS where it ends without an answer; those of `buildProgram`
 */
export const buildApart = (root: string, service: ServiceModule): Promise<Uint8Array> =>
  new Promise((resolve, reject) => {
    const child = fork(PROCESS, {
      execArgv: [],
      serialization: "advanced",
      stdio: ["ignore", "ignore", "pipe", "ipc"],
    });
    const words: Buffer[] = [];
    child.stderr!.on("data", (text: Buffer) => words.push(text));
    const ended = (why: string, cause?: unknown): void =>
      reject(programFault("PROGRAM_PROCESS", service.path, why, "the process that builds a program answers", cause));
    child.once("error", (error) => ended(String(error), error));
    child.once("message", (built: Built) => {
      if ("program" in built) resolve(new Uint8Array(built.program));
      else reject(new SixfoldError(built.error));
    });
    // After an answer this is nothing new.
    child.once("close", (code, signal) => ended(Buffer.concat(words).toString() || String(signal ?? code)));
    // A process that is gone before it hears is told of by its end.
    child.send({ root, service } satisfies ToBuild, () => undefined);
  });
