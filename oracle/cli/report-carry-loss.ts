import type { Command } from "commander";
import type { Hex } from "viem";

import { statementId } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold report carry-loss`: has a report's net loss counted among its project's. */
export const addReportCarryLoss = (noun: Command): void => {
  withKey(
    addVerb(
      noun,
      "carry-loss",
      "have what a report lost on the whole counted, once it can not be struck any more; anyone may, once",
    ).argument("<report-id>", "0x and 64 hex digits, as `report post` printed it", statementId),
  ).action(async (reportId: Hex, options: WriteOptions) => {
    const [{ carryLoss }, { readAcceptedReport }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/carry-loss.ts"),
      import("../chain/accepted-report.ts"),
      import("./write.ts"),
    ]);
    const { chain, write } = await openWriter(options);
    const { projectId } = await readAcceptedReport(chain, reportId);
    const written = await write(carryLoss(reportId));
    const { transaction, gasUsed, result } = written;
    openOutput(options).result({ reportId, projectId, ...result, transaction, gasUsed }, [
      `project      ${projectId}`,
      ...(result.lossKg === undefined ? [] : [`lost         ${result.lossKg} kg on the whole`]),
      ...(result.countedKg === undefined ? [] : [`counted      ${result.countedKg} kg beyond earlier losses`]),
      ...writtenLines(written),
      `next         sixfold buffer settle ${projectId}`,
    ]);
  });
};
