import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit name-recipient`: who else may get certificates of what approved accounts retire for the key. */
export const addCreditNameRecipient = (noun: Command): void => {
  withKey(
    addVerb(
      noun,
      "name-recipient",
      "let accounts that you approved send certificates of your retirements to another address",
    ).argument("<address>", "that address; 0x0000000000000000000000000000000000000000 for none", accountAddress),
  ).action(async (recipient: Address, options: WriteOptions) => {
    const [{ nameRecipient }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/name-recipient.ts"),
      import("./write.ts"),
    ]);
    const { address, write } = await openWriter(options);
    const written = await write(nameRecipient(recipient));
    const { transaction, gasUsed } = written;
    openOutput(options).result({ holder: address, recipient, transaction, gasUsed }, [
      `holder       ${address}`,
      `recipient    ${recipient}`,
      ...writtenLines(written),
    ]);
  });
};
