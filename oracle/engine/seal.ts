import { registerHooks } from "node:module";

import { refused, unreachable } from "../core/errors.ts";
import type { Program } from "../core/program/program.ts";
import { sayPlainly } from "./plain-messages.ts";
import { sealLanguage, strip } from "./sealed-globals.ts";

/** What gives out the modules of Node: a second wall, for nothing leads a program to the object that has these. */
const WAYS_TO_MODULES = ["_linkedBinding", "binding", "dlopen", "execve", "getBuiltinModule"];

/** They answer to what a network's `fetch` gives. */
const STREAMED = ["compileStreaming", "instantiateStreaming"];

/**
 * Takes from the calling thread of Node whatever reaches a file, a socket, another process or the environment, and
 * imports the program, which is left in there alone: every global goes but the language and what is given
 * (`sealed-globals.ts`), nobody can bend the language or say more than plain data (`plain-messages.ts`), and from then on
 * nobody can import a module, of Node or of a file. What was imported before stays with those that hold it.
 * @throws SixfoldError ENGINE_SEAL where a global can not be taken away; what importing the program throws
 */
export const importSealed = async (program: Uint8Array): Promise<Program> => {
  const only = `data:text/javascript;base64,${Buffer.from(program).toString("base64")}`;
  let isTaken = false;
  registerHooks({
    resolve: (specifier, context, next) => {
      if (isTaken || specifier !== only)
        throw refused("ENGINE_IMPORT", "import", specifier, "a program imports nothing");
      isTaken = true;
      return next(specifier, context);
    },
  });
  // Node makes this class when a port first hears something, out of globals that are gone by then.
  void MessageEvent.name;
  sayPlainly();
  sealLanguage();
  for (const name of WAYS_TO_MODULES) Reflect.deleteProperty(process, name);
  for (const name of STREAMED) Reflect.deleteProperty(WebAssembly, name);
  const left = strip(globalThis);
  if (left.length > 0)
    throw unreachable("ENGINE_SEAL", "globalThis", left, "everything but what is given is taken away");
  return (await import(only)) as Program;
};
