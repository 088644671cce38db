import type { Command } from "commander";
import type { CID } from "multiformats/cid";
import type { Hex } from "viem";

import { bundleCid, statementId } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & { readonly evidence: CID };

/** `sixfold report challenge`: stops a report in its window, against a bond. */
export const addReportChallenge = (noun: Command): void => {
  withKey(
    addVerb(
      noun,
      "challenge",
      "dispute a report in its window: costs a bond, which comes back if it is struck",
    ).argument("<report-id>", "0x and 64 hex digits, as `report post` printed it", statementId),
  )
    .requiredOption("--evidence <cid>", "where the counter-evidence is published", bundleCid)
    .action(async (reportId: Hex, options: Options) => {
      const [{ challengeReport }, { onChain }, { evidenceDigest }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/challenge-report.ts"),
        import("../chain/errors.ts"),
        import("../store/cid.ts"),
        import("./write.ts"),
      ]);
      const { chain, write } = await openWriter(options);
      const bondWei = await onChain("reportId", () => chain.contracts.disputes.read.bondFor([reportId]));
      const written = await write(challengeReport(reportId, evidenceDigest(options.evidence), bondWei));
      const { transaction, gasUsed, result } = written;
      openOutput(options).result({ reportId, bondWei, ...result, transaction, gasUsed }, [
        `report       ${reportId}`,
        `challenge    ${result.challengeId}`,
        `bond         ${bondWei} wei`,
        ...(result.deadline === undefined
          ? []
          : [`decided by   ${new Date(result.deadline * 1000).toISOString()}, or it is struck`]),
        ...writtenLines(written),
        `next         sixfold report resolve ${reportId} --operator <url> ...`,
      ]);
    });
};
