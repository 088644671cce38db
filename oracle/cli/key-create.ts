import { writeFileSync } from "node:fs";

import type { Command } from "commander";

import { misnamed } from "../core/errors.ts";
import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";

/** `sixfold key create`: a new key in a file that only its owner can read. Prints the address and nothing else. */
export const addKeyCreate = (noun: Command): void => {
  addVerb(noun, "create", "make a new key and print its address")
    .requiredOption("--out <file>", "where the key is kept (mode 0600); a file that exists is left alone")
    .action(async (options: OutputOptions & { out: string }) => {
      const { generatePrivateKey, privateKeyToAddress } = await import("viem/accounts");
      const key = generatePrivateKey();
      try {
        writeFileSync(options.out, `${key}\n`, { mode: 0o600, flag: "wx" });
      } catch (cause) {
        throw misnamed(
          "CLI_USAGE",
          "--out",
          options.out,
          (cause as NodeJS.ErrnoException).code === "EEXIST"
            ? "no such file exists: a key is never overwritten"
            : `the key file can be written (${(cause as NodeJS.ErrnoException).code ?? "unknown"})`,
        );
      }
      const address = privateKeyToAddress(key);
      openOutput(options).result({ address, out: options.out }, [address]);
    });
};
