/**
 * The process that builds a program: compilers take hundreds of megabytes, and give back little of them before they end.
 * It is told a checkout and a module, answers with the program or with why there is none, and ends.
 */
import { stop } from "esbuild";

import { SixfoldError } from "../core/errors.ts";
import { errorFields } from "../core/program/wire.ts";
import type { Built, ToBuild } from "./build-apart.ts";
import { buildProgram } from "./build-program.ts";
import { compileCore } from "./compile-core.ts";

const built = async ({ root, service }: ToBuild): Promise<Built> => {
  try {
    const program = await buildProgram(root, service, async (...core) => {
      // One compiler at a time: esbuild starts again when it is next asked.
      await stop();
      return compileCore(...core);
    });
    return { program };
  } catch (error) {
    if (error instanceof SixfoldError) return { error: errorFields(error) };
    throw error;
  }
};

process.once("message", (message: ToBuild) => {
  void built(message).then((answer) => process.send!(answer, () => process.exit()));
});
