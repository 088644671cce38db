import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress, day, splitBatchId } from "./identifiers.ts";
import { addVerb, connectFrom, unsigned, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit show`: a batch's account, and what one holder has of it. */
export const addCreditShow = (noun: Command): void => {
  withChain(
    addVerb(noun, "show", "show a batch").argument(
      "<batch-id>",
      "number of the batch, as `credit issue` printed it",
      unsigned,
    ),
  )
    .option("--holder <address>", "also show this holder's balance", accountAddress)
    .action(async (batchId: bigint, options: ChainOptions & { holder?: Address }) => {
      const { onChain } = await import("../chain/errors.ts");
      const { credits } = (await connectFrom(options)).contracts;
      const [batch, reportId, balanceKg] = await onChain("batchId", () =>
        Promise.all([
          credits.read.batch([batchId]),
          credits.read.reportOf([batchId]),
          options.holder === undefined ? undefined : credits.read.balanceOf([options.holder, batchId]),
        ]),
      );
      const { projectId, periodStart, periodEnd } = splitBatchId(batchId);
      const circulatingKg = batch.issuedKg - batch.bufferedKg - batch.retiredKg - batch.cancelledKg;
      openOutput(options).result(
        { batchId, projectId, periodStart, periodEnd, reportId, ...batch, circulatingKg, balanceKg },
        [
          `batch        ${batchId}`,
          `project      ${projectId}`,
          `vintage      ${day(periodStart)} to ${day(periodEnd)}`,
          `report       ${reportId}`,
          `issued       ${batch.issuedKg} kg`,
          `circulating  ${circulatingKg} kg`,
          `buffered     ${batch.bufferedKg} kg`,
          `retired      ${batch.retiredKg} kg`,
          `cancelled    ${batch.cancelledKg} kg`,
          ...(balanceKg === undefined ? [] : [`balance      ${balanceKg} kg of ${options.holder}`]),
        ],
      );
    });
};
