import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & { readonly amount: bigint; readonly to?: Address };

/** `sixfold stake withdraw`: takes coin out, once no report that the account signed can be struck any more. */
export const addStakeWithdraw = (noun: Command): void => {
  withKey(addVerb(noun, "withdraw", "take coin out of the key's stake, once nothing holds it"))
    .requiredOption("--amount <wei>", "how much, in wei", unsigned)
    .option("--to <address>", "who gets it; the key's account where it is not given", accountAddress)
    .action(async (options: Options) => {
      const [{ withdrawStake }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/withdraw-stake.ts"),
        import("./write.ts"),
      ]);
      const { address, write } = await openWriter(options);
      const to = options.to ?? address;
      const written = await write(withdrawStake(options.amount, to));
      const { transaction, gasUsed } = written;
      openOutput(options).result({ account: address, to, amountWei: options.amount, transaction, gasUsed }, [
        `account      ${address}`,
        `withdrawn    ${options.amount} wei to ${to}`,
        ...writtenLines(written),
      ]);
    });
};
