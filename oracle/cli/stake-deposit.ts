import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & { readonly amount: bigint; readonly for?: Address };

/** `sixfold stake deposit`: what an operator or a verifier loses if it signs what is false. */
export const addStakeDeposit = (noun: Command): void => {
  withKey(addVerb(noun, "deposit", "put coin at stake, for the key's account or another"))
    .requiredOption("--amount <wei>", "how much, in wei", unsigned)
    .option("--for <address>", "whose stake it is from then on; the key's where it is not given", accountAddress)
    .action(async (options: Options) => {
      const [{ depositStake }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/deposit-stake.ts"),
        import("./write.ts"),
      ]);
      const { address, write } = await openWriter(options);
      const account = options.for ?? address;
      const written = await write(depositStake(account, options.amount));
      const { transaction, gasUsed } = written;
      openOutput(options).result({ account, amountWei: options.amount, transaction, gasUsed }, [
        `account      ${account}`,
        `deposited    ${options.amount} wei`,
        ...writtenLines(written),
      ]);
    });
};
