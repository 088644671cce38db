import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit approve | disapprove`: whether another account may transfer and retire all credits of the key. */
export const addCreditApprove = (noun: Command): void => {
  for (const [verb, description, approved] of [
    ["approve", "let another account transfer and retire all your credits", true],
    ["disapprove", "let it no longer", false],
  ] as const)
    withKey(addVerb(noun, verb, description).argument("<account>", "its address", accountAddress)).action(
      async (account: Address, options: WriteOptions) => {
        const [{ approveAccount }, { openWriter, writtenLines }] = await Promise.all([
          import("../chain/actions/approve-account.ts"),
          import("./write.ts"),
        ]);
        const { address, write } = await openWriter(options);
        const written = await write(approveAccount({ account, approved }));
        openOutput(options).result(
          { holder: address, account, approved, transaction: written.transaction, gasUsed: written.gasUsed },
          [
            `holder       ${address}`,
            `${approved ? "approved    " : "disapproved "} ${account}`,
            ...writtenLines(written),
          ],
        );
      },
    );
};
