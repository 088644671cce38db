import type { Command } from "commander";
import type { Address } from "viem";

import { runGoverned, withGovernedStep } from "./governor-step.ts";
import type { GovernedOptions } from "./governor-step.ts";
import { accountAddress } from "./identifiers.ts";
import { addVerb, integer } from "./options.ts";

const address = (text: string, earlier: readonly Address[] = []): readonly Address[] => [
  ...earlier,
  accountAddress(text),
];

/** `sixfold governor announce-operators | cancel-operators`: who shall sign, and how many of them must. */
export const addGovernorOperators = (noun: Command): void => {
  withGovernedStep(
    addVerb(noun, "announce-operators", "announce the next operators; a week later anyone may `operator enact` them"),
  )
    .argument("<address...>", "every operator, in any order", address)
    .requiredOption("--quorum <n>", "how many of them must sign: more than half", integer(1, 31))
    .action(async (operators: readonly Address[], options: GovernedOptions & { quorum: number }) => {
      const { announceOperators } = await import("../chain/actions/announce-operators.ts");
      await runGoverned(options, () => announceOperators(operators, options.quorum));
    });

  withGovernedStep(addVerb(noun, "cancel-operators", "withdraw the operators that are announced")).action(
    async (options: GovernedOptions) => {
      const { cancelOperators } = await import("../chain/actions/announce-operators.ts");
      await runGoverned(options, cancelOperators);
    },
  );
};
