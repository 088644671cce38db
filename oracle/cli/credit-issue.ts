import type { Command } from "commander";
import type { Hex } from "viem";

import { addVerb, withKey } from "./options.ts";
import { statementId } from "./identifiers.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold credit issue`: mints a report's net once its challenge window is over. Anyone may. */
export const addCreditIssue = (noun: Command): void => {
  withKey(
    addVerb(noun, "issue", "issue the credits of an accepted report").argument(
      "<report-id>",
      "0x and 64 hex digits, as `report post` printed it",
      statementId,
    ),
  ).action(async (reportId: Hex, options: WriteOptions) => {
    const [{ issueCredits }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/issue-credits.ts"),
      import("./write.ts"),
    ]);
    const { write } = await openWriter(options);
    const written = await write(issueCredits(reportId));
    const { transaction, gasUsed, result } = written;
    const { batchId, issuedKg, bufferedKg, lostKg = 0n, owner } = result;
    openOutput(options).result({ batchId, reportId, owner, issuedKg, bufferedKg, lostKg, transaction, gasUsed }, [
      `batch        ${batchId}`,
      ...(issuedKg === undefined ? [] : [`issued       ${issuedKg} kg to ${owner}, ${bufferedKg} kg of it buffered`]),
      ...(lostKg === 0n ? [] : [`cancelled    ${lostKg} kg, which were lost before they were issued`]),
      ...writtenLines(written),
      `next         sixfold credit show ${batchId}`,
    ]);
  });
};
