import type { Command } from "commander";
import type { Hex } from "viem";

import { addVerb, withKey } from "./options.ts";
import { reportId as parseReportId } from "./identifiers.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit issue`: mints a report's net once its challenge window is over. Anyone may. */
export const addCreditIssue = (noun: Command): void => {
  withKey(
    addVerb(noun, "issue", "issue the credits of an accepted report").argument(
      "<report-id>",
      "0x and 64 hex digits, as `report post` printed it",
      parseReportId,
    ),
  ).action(async (reportId: Hex, options: WriteOptions) => {
    const { openWriter, writtenLines } = await import("./write.ts");
    const { chain, write } = await openWriter(options);
    const { address, abi } = chain.contracts.credits;
    const written = await write({ address, abi, functionName: "issue", args: [reportId] });
    const batchId = written.returns as bigint;
    openOutput(options).result({ batchId, reportId, transaction: written.transaction, gasUsed: written.gasUsed }, [
      `batch        ${batchId}`,
      ...writtenLines(written),
      `next         sixfold credit show ${batchId}`,
    ]);
  });
};
