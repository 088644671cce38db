import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, connectFrom, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold stake show`: what an account has at stake, until when it is held, and whether it is enough to sign. */
export const addStakeShow = (noun: Command): void => {
  withChain(
    addVerb(noun, "show", "show what an account has at stake").argument("<address>", "the account", accountAddress),
  ).action(async (account: Address, options: ChainOptions) => {
    const { onChain } = await import("../chain/errors.ts");
    const { stakes } = (await connectFrom(options)).contracts;
    const [[amountWei, heldUntil], leastWei] = await onChain("account", () =>
      Promise.all([stakes.read.stakeOf([account]), stakes.read.leastStake()]),
    );
    const signs = amountWei >= leastWei;
    openOutput(options).result({ account, amountWei, heldUntil, leastWei, signs }, [
      `account      ${account}`,
      `at stake     ${amountWei} wei`,
      `needed       ${leastWei} wei to sign a report: ${signs ? "enough" : "too little"}`,
      heldUntil === 0 ? "held         no" : `held         until ${new Date(heldUntil * 1000).toISOString()}`,
    ]);
  });
};
