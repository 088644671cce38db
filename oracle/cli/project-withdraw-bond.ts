import type { Command } from "commander";

import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold project withdraw-bond`: pays out the bonds that activation or release returned to the key. */
export const addProjectWithdrawBond = (noun: Command): void => {
  withKey(addVerb(noun, "withdraw-bond", "pay out the bonds that were returned to the key")).action(
    async (options: WriteOptions) => {
      const [{ withdrawBond }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/withdraw-bond.ts"),
        import("./write.ts"),
      ]);
      const { address, write } = await openWriter(options);
      const written = await write(withdrawBond());
      const { amountWei } = written.result;
      openOutput(options).result(
        { account: address, amountWei, transaction: written.transaction, gasUsed: written.gasUsed },
        [
          `account      ${address}`,
          ...(amountWei === undefined ? [] : [`withdrawn    ${amountWei} wei`]),
          ...writtenLines(written),
        ],
      );
    },
  );
};
