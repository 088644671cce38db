import { writeFile } from "node:fs/promises";

import type { Command } from "commander";

import { misnamed } from "../core/errors.ts";
import { readJsonInput } from "./input.ts";
import { addVerb } from "./options.ts";
import { openOutput } from "./output.ts";
import type { OutputOptions } from "./output.ts";

type Options = OutputOptions & {
  readonly service: string;
  readonly methodology: string;
  readonly parameters: string;
  readonly out: string;
};

/** `sixfold governor methodology-terms`: terms to read, change and propose. Needs no chain. */
export const addGovernorMethodologyTerms = (noun: Command): void => {
  addVerb(
    noun,
    "methodology-terms",
    "write the on-chain terms for a parameter set and this copy's program, to be read and proposed",
  )
    .requiredOption("--service <id>", "what is measured, e.g. paddy")
    .requiredOption("--methodology <id>", "how")
    .requiredOption("--parameters <json>", "the parameter set that every project of the methodology is measured by")
    .requiredOption("--out <file>", "where the terms are written; a file that exists is left alone")
    .action(async (options: Options) => {
      const [{ suggestTerms }, { serviceOf }, { ownProgramDigest }] = await Promise.all([
        import("../chain/suggest-terms.ts"),
        import("../core/services/index.ts"),
        import("../programs/own-program.ts"),
      ]);
      const service = serviceOf(options.service, options.methodology);
      const parameters = await readJsonInput("--parameters", options.parameters);
      const terms = suggestTerms(service, parameters, await ownProgramDigest(options.methodology));
      await writeFile(options.out, `${JSON.stringify(terms, null, 2)}\n`, { flag: "wx" }).catch(
        (cause: NodeJS.ErrnoException) => {
          throw misnamed(
            "CLI_USAGE",
            "--out",
            options.out,
            `the file does not exist and can be written (${cause.code})`,
          );
        },
      );
      openOutput(options).result({ ...terms, out: options.out }, [
        `parameters   ${terms.parameters}`,
        `program      ${terms.program}`,
        `written      ${options.out}`,
        `next         sixfold governor propose-methodology ${options.out}`,
      ]);
    });
};
