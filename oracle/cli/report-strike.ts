import type { Command } from "commander";
import type { Hex } from "viem";

import { statementId } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold report strike`: strikes a report whose challenge nobody decided in time. */
export const addReportStrike = (noun: Command): void => {
  withKey(
    addVerb(noun, "strike", "strike a report whose challenge nobody decided in time").argument(
      "<report-id>",
      "0x and 64 hex digits, as `report post` printed it",
      statementId,
    ),
  ).action(async (reportId: Hex, options: WriteOptions) => {
    const [{ postedReport }, { strikeUnanswered }, { openWriter, writtenLines }] = await Promise.all([
      import("../attest/resolution-kind.ts"),
      import("../chain/actions/strike-unanswered.ts"),
      import("./write.ts"),
    ]);
    const { chain, write } = await openWriter(options);
    const written = await write(strikeUnanswered(await postedReport(chain, reportId)));
    const { transaction, gasUsed } = written;
    openOutput(options).result({ reportId, transaction, gasUsed }, [
      `report       ${reportId}`,
      "state        struck: nobody decided its challenge in time",
      ...writtenLines(written),
    ]);
  });
};
