import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit allow-transfers | forbid-transfers`: whether another account may transfer all credits of the key. */
export const addCreditAllowTransfers = (noun: Command): void => {
  for (const [verb, description, allowed] of [
    ["allow-transfers", "let another account transfer all your credits; it can never retire them", true],
    ["forbid-transfers", "let it no longer", false],
  ] as const)
    withKey(addVerb(noun, verb, description).argument("<account>", "its address", accountAddress)).action(
      async (account: Address, options: WriteOptions) => {
        const [{ allowTransfers }, { openWriter, writtenLines }] = await Promise.all([
          import("../chain/actions/allow-transfers.ts"),
          import("./write.ts"),
        ]);
        const { address, write } = await openWriter(options);
        const written = await write(allowTransfers({ account, allowed }));
        openOutput(options).result(
          { holder: address, account, allowed, transaction: written.transaction, gasUsed: written.gasUsed },
          [
            `holder       ${address}`,
            `transfers    ${allowed ? "allowed to" : "no more by"} ${account}`,
            ...writtenLines(written),
          ],
        );
      },
    );
};
