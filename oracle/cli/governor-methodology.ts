import type { Command } from "commander";

import { runGoverned, withGovernedStep } from "./governor-step.ts";
import type { GovernedOptions } from "./governor-step.ts";
import { readJsonInput } from "./input.ts";
import { addVerb, integer } from "./options.ts";

/** `sixfold governor propose-methodology | activate-methodology`: by which terms projects may be measured and credited. */
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
    .argument("<methodology-id>", "counted from 1 in the order of proposals", integer(1, 2 ** 32 - 1))
    .action(async (methodologyId: number, options: GovernedOptions) => {
      const { activateMethodology } = await import("../chain/actions/activate-methodology.ts");
      await runGoverned(options, () => activateMethodology(methodologyId));
    });
};
