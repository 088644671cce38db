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
  ).action(async (batchId: bigint, to: Address, amountKg: bigint, options: WriteOptions) => {
    const { openWriter, writtenLines } = await import("./write.ts");
    const { chain, signer, write } = await openWriter(options);
    const { address, abi } = chain.contracts.credits;
    const written = await write({
      address,
      abi,
      functionName: "safeTransferFrom",
      args: [signer.address, to, batchId, amountKg, "0x"],
    });
    openOutput(options).result({ batchId, to, amountKg, transaction: written.transaction, gasUsed: written.gasUsed }, [
      `batch        ${batchId}`,
      `transferred  ${amountKg} kg to ${to}`,
      ...writtenLines(written),
    ]);
  });
};
