import type { Command } from "commander";

import { PURPOSES } from "../chain/actions/retire-credits.ts";
import { addVerb, connectFrom, unsigned, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

const STATUS = ["sound", "at risk", "compensated", "deficit"] as const;

/** `sixfold certificate show`: who retired what for whom, and how those tonnes fare today. */
export const addCertificateShow = (noun: Command): void => {
  withChain(
    addVerb(noun, "show", "show a retirement certificate").argument(
      "<certificate-id>",
      "number of the certificate, as `credit retire` printed it",
      unsigned,
    ),
  ).action(async (certificateId: bigint, options: ChainOptions) => {
    const { onChain } = await import("../chain/errors.ts");
    const { certificates } = (await connectFrom(options)).contracts;
    const [record, condition] = await onChain("certificateId", () =>
      Promise.all([certificates.read.record([certificateId]), certificates.read.status([certificateId])]),
    );
    const status = STATUS[condition] ?? String(condition);
    const purpose = PURPOSES[record.purpose] ?? String(record.purpose);
    openOutput(options).result({ certificateId, ...record, purpose, status }, [
      `certificate  ${certificateId}, ${status}`,
      `retiree      ${record.retiree}`,
      `recipient    ${record.recipient}`,
      `retired      ${new Date(record.retiredAt * 1000).toISOString()}`,
      `purpose      ${purpose}`,
      `beneficiary  ${record.beneficiary}`,
      `message      ${record.message}`,
      ...record.lots.map(
        ({ batchId, amountKg, serialStart }) =>
          `lot          ${amountKg} kg of batch ${batchId}, serials ${serialStart} to ${serialStart + amountKg - 1n}`,
      ),
    ]);
  });
};
