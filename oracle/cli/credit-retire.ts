import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import { parseEventLogs, zeroAddress } from "viem";

import { UsageError } from "./usage-error.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

const PURPOSES = ["voluntary", "compliance", "corsia", "other"] as const;

type Lot = { readonly batchId: bigint; readonly amountKg: bigint };
type Options = WriteOptions & {
  readonly purpose: (typeof PURPOSES)[number];
  readonly beneficiary: string;
  readonly message: string;
};

/** `<batch-id>:<kg>`. */
const lot = (text: string, earlier: readonly Lot[] = []): readonly Lot[] => {
  const [, batchId, amountKg] = /^(\d{1,78}):(\d{1,20})$/.exec(text) ?? [];
  if (batchId === undefined || amountKg === undefined) throw new InvalidArgumentError("Write <batch-id>:<kg>.");
  return [...earlier, { batchId: BigInt(batchId), amountKg: BigInt(amountKg) }];
};

/** `sixfold credit retire`: uses credits up for good and gets one certificate for all of them. */
export const addCreditRetire = (noun: Command): void => {
  withKey(
    addVerb(noun, "retire", "retire credits for good").argument(
      "<batch-id:kg...>",
      "what to retire: batches, each with kg CO2e",
      lot,
    ),
  )
    .addOption(new Option("--purpose <purpose>", "what for").choices(PURPOSES).default("voluntary"))
    .requiredOption("--beneficiary <text>", "on whose behalf")
    .option("--message <text>", "a line for the certificate", "")
    .action(async (named: readonly Lot[], options: Options) => {
      // The contract asks for strictly ascending batches (ICarbonCredit.retireMany).
      const lots = named.toSorted((a, b) => (a.batchId < b.batchId ? -1 : 1));
      const { openWriter, writtenLines } = await import("./write.ts");
      const [first] = lots;
      if (first === undefined) throw new UsageError("lots", lots, "name at least one batch and amount");
      const { chain, write } = await openWriter(options);
      const { address, abi } = chain.contracts.credits;
      const { beneficiary, message } = options;
      const retirement = { purpose: PURPOSES.indexOf(options.purpose), beneficiary, message };
      const written = await write({
        address,
        abi,
        ...(lots.length === 1
          ? { functionName: "retire", args: [first.batchId, first.amountKg, retirement] }
          : {
              functionName: "retireMany",
              args: [lots.map(({ batchId }) => batchId), lots.map(({ amountKg }) => amountKg), retirement],
            }),
      });
      // Another retirement may have come between simulation and inclusion: the mint in the receipt is what happened.
      const minted = parseEventLogs({
        abi: chain.contracts.certificates.abi,
        eventName: "Transfer",
        logs: written.receipt?.logs ?? [],
        strict: true,
      }).find(
        (log) =>
          log.address.toLowerCase() === chain.contracts.certificates.address.toLowerCase() &&
          log.args.from === zeroAddress,
      );
      const certificateId = minted?.args.tokenId ?? (written.returns as bigint);
      openOutput(options).result({ certificateId, lots, transaction: written.transaction, gasUsed: written.gasUsed }, [
        `certificate  ${certificateId}`,
        ...lots.map(({ batchId, amountKg }) => `retired      ${amountKg} kg of batch ${batchId}`),
        ...writtenLines(written),
        `next         sixfold verify ${certificateId}`,
      ]);
    });
};
