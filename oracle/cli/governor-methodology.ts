import { Argument } from "commander";
import type { Command } from "commander";

import { runGoverned, withGovernedStep } from "./governor-step.ts";
import type { GovernedOptions } from "./governor-step.ts";
import { readJsonInput } from "./input.ts";
import { addVerb, integer } from "./options.ts";

const methodologyId = (): Argument =>
  new Argument("<methodology-id>", "counted from 1 in the order of proposals").argParser(integer(1, 2 ** 32 - 1));

/** `sixfold governor propose-methodology | activate-methodology | close-methodology`: by which terms projects may be measured and credited. */
export const addGovernorMethodology = (noun: Command): void => {
  withGovernedStep(addVerb(noun, "propose-methodology <terms>", "put a methodology before the public")).action(
    async (path: string, options: GovernedOptions) => {
      const [{ proposeMethodology }, { findMethodology, parseTerms }] = await Promise.all([
        import("../chain/actions/propose-methodology.ts"),
        import("../chain/methodology-terms.ts"),
      ]);
      const terms = parseTerms(await readJsonInput("terms", path));
      await runGoverned(
        options,
        () => proposeMethodology(terms),
        async (chain) => ({ methodology: await findMethodology(chain, terms) }),
      );
    },
  );

  withGovernedStep(addVerb(noun, "activate-methodology", "make a proposed methodology usable, for good"))
    .addArgument(methodologyId())
    .action(async (id: number, options: GovernedOptions) => {
      const { activateMethodology } = await import("../chain/actions/activate-methodology.ts");
      await runGoverned(options, () => activateMethodology(id));
    });

  withGovernedStep(addVerb(noun, "close-methodology", "have a methodology take no new projects, for good"))
    .addArgument(methodologyId())
    .action(async (id: number, options: GovernedOptions) => {
      const { closeMethodology } = await import("../chain/actions/close-methodology.ts");
      await runGoverned(options, () => closeMethodology(id));
    });
};
