import { InvalidArgumentError, Option } from "commander";
import type { Command } from "commander";
import type { Address } from "viem";

import { PURPOSES } from "../chain/actions/retire-credits.ts";
import type { Lot, RetiredCredits, Retirement } from "../chain/actions/retire-credits.ts";
import { accountAddress } from "./identifiers.ts";

/** What a retirement says, as the command line has it. */
export type RetirementOptions = Omit<Retirement, "recipient"> & {
  readonly for?: Address;
  readonly recipient?: Address;
};

/** `<batch-id>:<kg>`. */
const lot = (text: string, earlier: readonly Lot[] = []): readonly Lot[] => {
  const [, batchId, amountKg] = /^(\d{1,78}):(\d{1,20})$/.exec(text) ?? [];
  if (batchId === undefined || amountKg === undefined) throw new InvalidArgumentError("Write <batch-id>:<kg>.");
  return [...earlier, { batchId: BigInt(batchId), amountKg: BigInt(amountKg) }];
};

/** Adds what is to be retired, for whom, and what the certificate says. */
export const withRetirement = (command: Command, whoIsFor: string): Command =>
  command
    .argument("<batch-id:kg...>", "what to retire: batches, each with kg CO2e", lot)
    .addOption(new Option("--purpose <purpose>", "what for").choices(PURPOSES).default("voluntary"))
    .requiredOption("--beneficiary <text>", "on whose behalf")
    .option("--message <text>", "a line for the certificate", "")
    .option("--for <holder>", whoIsFor, accountAddress)
    .option("--recipient <address>", "gets the certificate; the holder where not given", accountAddress);

/** What the options say of a holder's retirement. */
export const retirementOf = (
  { purpose, recipient, beneficiary, message }: RetirementOptions,
  holder: Address,
): Retirement => ({ purpose, recipient: recipient ?? holder, beneficiary, message });

/** What came of a retirement, in lines; a rehearsal does not tell the lots. */
export const retiredLines = (
  { certificateId, lots: retired }: Partial<RetiredCredits>,
  lots: readonly Lot[],
): readonly string[] => [
  `certificate  ${certificateId}`,
  ...(retired ?? lots).map(({ batchId, amountKg }) => `retired      ${amountKg} kg of batch ${batchId}`),
];
