import type { Command } from "commander";
import type { Hex } from "viem";

import { statementId } from "./identifiers.ts";
import { addVerb, httpUrls, integer, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & { readonly operator: readonly string[]; readonly timeout: number };

/** `sixfold report add-signatures`: operators who did not sign a report before it was posted re-run it and sign now. */
export const addReportAddSignatures = (noun: Command): void => {
  withKey(
    addVerb(noun, "add-signatures", "let more operators sign a posted report, before it expires").argument(
      "<report-id>",
      "0x and 64 hex digits, as `report post` printed it",
      statementId,
    ),
  )
    .requiredOption("--operator <url...>", "operators' processes", httpUrls)
    .option("--timeout <seconds>", "longest wait for one signature", integer(1, 86_400), 300)
    .action(async (reportId: Hex, options: Options) => {
      const [
        { collectMore },
        { reportKind },
        { addSignatures },
        { reportAcceptance },
        { unknownReport },
        store,
        write,
      ] = await Promise.all([
        import("../attest/collect.ts"),
        import("../attest/report-kind.ts"),
        import("../chain/actions/add-signatures.ts"),
        import("../verify/report-acceptance.ts"),
        import("../chain/accepted-report.ts"),
        import("../store/cid.ts"),
        import("./write.ts"),
      ]);
      const output = openOutput(options);
      const writer = await write.openWriter(options);
      const accepted = await reportAcceptance.find(writer.chain, reportId);
      if (accepted === undefined) throw unknownReport(reportId);
      const { statement } = accepted;
      output.progress(`asking ${options.operator.length} operators`);
      const { signatures, refusals } = await collectMore(writer.chain, reportKind, {
        statement,
        basis: { cid: store.cidOfDigest(statement.evidence).toString() },
        urls: { operator: options.operator },
        timeoutMs: options.timeout * 1000,
      });
      const written = await writer.write(addSignatures(statement, signatures));
      const { transaction, gasUsed } = written;
      const signers = signatures.map(({ signer }) => signer);
      output.result({ reportId, signers, refusals, ...written.result, transaction, gasUsed }, [
        `report       ${reportId}`,
        ...signers.map((signer) => `signed       ${signer}`),
        ...refusals.map(({ url, rule }) => `refused      ${url}: ${rule}`),
        ...write.writtenLines(written),
      ]);
    });
};
