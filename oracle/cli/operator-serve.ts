import type { Command } from "commander";

import { addServeOptions, serve } from "./serve.ts";
import type { ServeOptions } from "./serve.ts";
import { addVerb } from "./options.ts";

/** `sixfold operator serve`: the signing process of one operator. */
export const addOperatorServe = (noun: Command): void => {
  addServeOptions(addVerb(noun, "serve", "re-run evidence and sign reports that agree with it")).action(
    (options: ServeOptions) => serve("operator", options),
  );
};
