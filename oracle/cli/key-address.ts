import { Option } from "commander";
import type { Command } from "commander";

import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";

/** `sixfold key address`: the address of a key, and nothing else, so that a shell can take it up. */
export const addKeyAddress = (noun: Command): void => {
  addVerb(noun, "address", "print the address of a key")
    .addOption(
      new Option("--key <source>", "env:NAME, file:PATH or dev:INDEX").env("SIXFOLD_KEY").makeOptionMandatory(),
    )
    .action(async (options: OutputOptions & { key: string }) => {
      const { openSigner } = await import("../chain/signer.ts");
      const { address } = openSigner(options.key);
      openOutput(options).result({ address }, [address]);
    });
};
