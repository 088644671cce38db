import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit transfer`: moves credits of one batch to another holder. */
export const addCreditTransfer = (noun: Command): void => {
  withKey(
    addVerb(noun, "transfer", "transfer credits, in kg CO2e")
      .argument("<batch-id>", "number of the batch, as `credit issue` printed it", unsigned)
      .argument("<to>", "address that gets them", accountAddress)
      .argument("<amount-kg>", "kg CO2e; a credit of a tonne is 1000", unsigned),
  )
    .option("--from <address>", "the holder, who approved the key; the key itself where not given", accountAddress)
    .action(async (batchId: bigint, to: Address, amountKg: bigint, options: WriteOptions & { from?: Address }) => {
      const [{ transferCredits }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/transfer-credits.ts"),
        import("./write.ts"),
      ]);
      const { address, write } = await openWriter(options);
      const from = options.from ?? address;
      const written = await write(transferCredits({ from, to, batchId, amountKg }));
      openOutput(options).result(
        { batchId, from, to, amountKg, transaction: written.transaction, gasUsed: written.gasUsed },
        [`batch        ${batchId}`, `transferred  ${amountKg} kg to ${to}`, ...writtenLines(written)],
      );
    });
};
