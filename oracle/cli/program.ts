import { writeFile } from "node:fs/promises";

import type { Command } from "commander";

import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";
import { atPath, fileToWrite } from "./paths.ts";

/** `sixfold program`: all the code behind a methodology's numbers, as one file. Needs no chain. */
export const addProgram = (program: Command): void => {
  addVerb(program, "program", "build a methodology's program: one module that turns a bundle's inputs into its outcome")
    .argument("<methodology>", "e.g. paddy-ipcc-2019")
    .requiredOption("--out <file>", "gets the module; the same bytes wherever it is built from the same sources")
    .action(async (methodology: string, options: OutputOptions & { readonly out: string }) => {
      const [{ ownProgram }, { PROGRAM_PATH }, { heldFiles }, { directoryDag, resolvePath }, { sha256 }] =
        await Promise.all([
          import("../programs/own-program.ts"),
          import("../core/evidence/paths.ts"),
          import("../core/evidence/bundle.ts"),
          import("../store/unixfs.ts"),
          import("viem"),
        ]);
      await fileToWrite("--out", options.out);
      const bytes = await ownProgram(methodology);
      await atPath("--out", options.out, () => writeFile(options.out, bytes));
      const folder = await directoryDag(heldFiles(new Map([[PROGRAM_PATH, bytes]])));
      const cid = (await resolvePath(folder, [PROGRAM_PATH])).toString();
      const digest = sha256(bytes);
      openOutput(options).result({ methodology, sha256: digest, cid, bytes: bytes.length, out: options.out }, [
        `program  ${methodology}, ${bytes.length} bytes`,
        `sha-256  ${digest}`,
        `CID      ${cid}`,
        `written  ${options.out}`,
      ]);
    });
};
