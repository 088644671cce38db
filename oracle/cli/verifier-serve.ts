import type { Command } from "commander";

import { addServeOptions, serve } from "./serve.ts";
import type { ServeOptions } from "./serve.ts";
import { addVerb } from "./options.ts";

/** `sixfold verifier serve`: the signing process of one verifier. */
export const addVerifierServe = (noun: Command): void => {
  addServeOptions(addVerb(noun, "serve", "validate projects, re-run evidence and countersign reports")).action(
    (options: ServeOptions) => serve("verifier", options),
  );
};
