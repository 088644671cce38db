import { InvalidArgumentError } from "commander";
import type { Command } from "commander";
import type { Address } from "viem";

import { misnamed } from "../core/errors.ts";
import { POOLS } from "../chain/pools.ts";
import type { Pool } from "../chain/pools.ts";
import { instantOf, runGoverned, withGovernedStep } from "./governor-step.ts";
import type { GovernedOptions } from "./governor-step.ts";
import { accountAddress } from "./identifiers.ts";
import { addVerb } from "./options.ts";
import { instant } from "./project-register.ts";

const pool = (text: string, earlier: readonly Pool[] = []): readonly Pool[] => {
  const found = POOLS.find((name) => name === text);
  if (found === undefined) throw new InvalidArgumentError(`One of ${POOLS.join(", ")}.`);
  return [...earlier, found];
};

type AccreditOptions = GovernedOptions & { readonly pools: readonly Pool[]; readonly until: number };

/** `sixfold governor accredit`: who may validate and countersign. */
export const addGovernorVerifiers = (noun: Command): void => {
  const verb = (usage: string, description: string): Command =>
    withGovernedStep(addVerb(noun, usage, description)).argument("<verifier>", "its address", accountAddress);

  verb("accredit", "let a verifier validate and countersign, in place of what it was accredited for before")
    .requiredOption("--pools <pool...>", `for which pools: ${POOLS.join(", ")}`, pool)
    .requiredOption("--until <date>", "UTC, excluded", instant)
    .action(async (verifier: Address, options: AccreditOptions) => {
      const [{ accreditVerifier }, { chainTime }] = await Promise.all([
        import("../chain/actions/accredit-verifier.ts"),
        import("../chain/chain-time.ts"),
      ]);
      const { pools, until } = options;
      await runGoverned(options, async (chain) => {
        // The contract would refuse it too, but only after the delay.
        if (until <= (await chainTime(chain)))
          throw misnamed("CLI_USAGE", "--until", instantOf(until), "an accreditation ends in the future");
        return accreditVerifier({ verifier, pools, until });
      });
    });
};
