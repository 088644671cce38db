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

/** `sixfold governor set-operators`: who may sign reports, and how many of them must. Replaces the set before. */
export const addGovernorSetOperators = (noun: Command): void => {
  withGovernedStep(addVerb(noun, "set-operators", "replace the operators and their quorum"))
    .argument("<address...>", "every operator, in any order", address)
    .requiredOption("--quorum <n>", "how many of them must sign a report", integer(1, 31))
    .action(async (operators: readonly Address[], options: GovernedOptions & { quorum: number }) => {
      const { setOperators } = await import("../chain/actions/set-operators.ts");
      await runGoverned(options, () => setOperators(operators, options.quorum));
    });
};
