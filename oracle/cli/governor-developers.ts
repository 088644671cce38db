import type { Command } from "commander";
import type { Address } from "viem";

import { runGoverned, withGovernedStep } from "./governor-step.ts";
import type { GovernedOptions } from "./governor-step.ts";
import { accountAddress } from "./identifiers.ts";
import { addVerb, integer } from "./options.ts";

const developerId = integer(1, 2 ** 24 - 1);

/** `sixfold governor admit-developer | assign-account | dismiss-account | declare-tie | withdraw-tie`. */
export const addGovernorDevelopers = (noun: Command): void => {
  const verb = (usage: string, description: string): Command => withGovernedStep(addVerb(noun, usage, description));

  verb("admit-developer", "make a legal entity a developer of projects")
    .argument("<legal-id>", "its register and number there, in capitals, such as LEI:5493001KJTIIGC8Y1R12")
    .action(async (legalId: string, options: GovernedOptions) => {
      const { admitDeveloper } = await import("../chain/actions/admit-developer.ts");
      await runGoverned(options, () => admitDeveloper(legalId));
    });

  verb("assign-account", "let an account act for a developer, and sign for none of its projects")
    .argument("<developer>", "its number", developerId)
    .argument("<account>", "its address", accountAddress)
    .action(async (developer: number, account: Address, options: GovernedOptions) => {
      const { assignAccount } = await import("../chain/actions/assign-account.ts");
      await runGoverned(options, () => assignAccount({ developer, account }));
    });

  verb("dismiss-account", "let an account act for its developer no more; it stays tied to it")
    .argument("<account>", "its address", accountAddress)
    .action(async (account: Address, options: GovernedOptions) => {
      const { dismissAccount } = await import("../chain/actions/assign-account.ts");
      await runGoverned(options, () => dismissAccount(account));
    });

  for (const [usage, description, tied] of [
    ["declare-tie", "state that an operator or verifier is tied to a developer, for whom it then signs nothing", true],
    ["withdraw-tie", "state that the tie has ended", false],
  ] as const)
    verb(usage, description)
      .argument("<account>", "the operator's or verifier's address", accountAddress)
      .argument("<developer>", "its number", developerId)
      .action(async (account: Address, developer: number, options: GovernedOptions) => {
        const { setTie } = await import("../chain/actions/set-tie.ts");
        await runGoverned(options, () => setTie({ account, developer }, tied));
      });
};
