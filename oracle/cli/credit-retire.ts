import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";

import { PURPOSES, retireCredits } from "../chain/actions/retire-credits.ts";
import type { Lot, Retirement } from "../chain/actions/retire-credits.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & Retirement;

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
    .action(async (lots: readonly Lot[], { purpose, beneficiary, message, ...options }: Options) => {
      const { openWriter, writtenLines } = await import("./write.ts");
      const { write } = await openWriter(options);
      const written = await write(retireCredits(lots, { purpose, beneficiary, message }));
      // What was retired says its serials too.
      const { certificateId, lots: retired = lots } = written.result;
      openOutput(options).result(
        { certificateId, lots: retired, transaction: written.transaction, gasUsed: written.gasUsed },
        [
          `certificate  ${certificateId}`,
          ...retired.map(({ batchId, amountKg }) => `retired      ${amountKg} kg of batch ${batchId}`),
          ...writtenLines(written),
          `next         sixfold verify ${certificateId}`,
        ],
      );
    });
};
