import { readFileSync } from "node:fs";

import type { Command } from "commander";

import { runGoverned, withGovernedStep } from "./governor-step.ts";
import type { GovernedOptions } from "./governor-step.ts";
import { addVerb } from "./options.ts";

type Options = GovernedOptions & { readonly reading: string };

/** `sixfold governor admit-programme`: of which other programmes projects may take references and serials. */
export const addGovernorProgrammes = (noun: Command): void => {
  withGovernedStep(
    addVerb(noun, "admit-programme", "make another programme known, so that projects can migrate from it"),
  )
    .argument("<name>", "its name, in capitals, such as VCS")
    .requiredOption(
      "--reading <file>",
      "the published document by which its references and serials are read as numbers",
    )
    .action(async (name: string, options: Options) => {
      const [{ admitProgramme }, { sha256 }] = await Promise.all([
        import("../chain/actions/admit-programme.ts"),
        import("viem"),
      ]);
      const reading = sha256(readFileSync(options.reading));
      await runGoverned(options, () => admitProgramme({ name, reading }));
    });
};
