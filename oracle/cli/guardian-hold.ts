import type { Command } from "commander";
import type { Hex } from "viem";

import { statementId } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold guardian hold`: makes a report's open challenge window longer, once. */
export const addGuardianHold = (noun: Command): void => {
  withKey(
    addVerb(
      noun,
      "hold",
      "make a report's open challenge window 14 days longer, once; anyone may still challenge it",
    ).argument("<report-id>", "0x and 64 hex digits, as `report post` printed it", statementId),
  ).action(async (reportId: Hex, options: WriteOptions) => {
    const [{ holdReport }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/hold-report.ts"),
      import("./write.ts"),
    ]);
    const { write } = await openWriter(options);
    const written = await write(holdReport(reportId));
    const { transaction, gasUsed, result } = written;
    openOutput(options).result({ reportId, ...result, transaction, gasUsed }, [
      `held         ${reportId}`,
      ...(result.issuableAt === undefined
        ? []
        : [`issuable     from ${new Date(result.issuableAt * 1000).toISOString()}, unless it is challenged`]),
      ...writtenLines(written),
      `next         sixfold report challenge ${reportId} --evidence <cid>`,
    ]);
  });
};
