import { unreachable } from "../core/errors.ts";
import type { Program } from "../core/program/program.ts";
import { strip } from "./sealed-globals.ts";

/**
 * Takes from the calling Web Worker whatever reaches the network or a store, and imports the program, which is left in
 * there alone (`sealed-globals.ts`). That it can not import a module from a server is up to the page: its policy allows
 * scripts of its own and blobs, and nothing else.
 * @throws SixfoldError ENGINE_SEAL where a global can not be taken away; what importing the program throws
 */
export const importSealed = async (program: Uint8Array): Promise<Program> => {
  const blob = URL.createObjectURL(new Blob([program as BufferSource], { type: "text/javascript" }));
  const left: string[] = [];
  for (
    let scope: object = globalThis;
    scope !== EventTarget.prototype && scope !== Object.prototype;
    scope = Object.getPrototypeOf(scope) as object
  )
    left.push(...strip(scope));
  if (left.length > 0)
    throw unreachable("ENGINE_SEAL", "globalThis", left, "everything but what is given is taken away");
  return (await import(blob)) as Program;
};
