import type { Command } from "commander";

import { addVerb, connectFrom, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold report post`: brings a signed report to the chain, once, however often it is called. */
export const addReportPost = (noun: Command): void => {
  withKey(
    addVerb(noun, "post", "post a signed report; safe to repeat").argument(
      "<signed-report>",
      "file that `report collect` wrote",
    ),
  ).action(async (path: string, options: WriteOptions) => {
    const [
      { readSigned },
      { toSignedReport },
      { reportTable },
      { post, reportIdOn },
      { rehearse },
      { postReport },
      { keySender },
      { loadSigner },
    ] = await Promise.all([
      import("../attest/signed.ts"),
      import("../attest/signed-report.ts"),
      import("../core/statements/report.ts"),
      import("../attest/post.ts"),
      import("../chain/actions/perform.ts"),
      import("../chain/actions/post-report.ts"),
      import("../chain/send.ts"),
      import("../chain/signer.ts"),
    ]);
    const signed = toSignedReport(readSigned(reportTable, path));
    const chain = await connectFrom(options);
    const signer = loadSigner(options.key, chain.chainId);
    const output = openOutput(options);
    if (options.dryRun) {
      await rehearse(chain, signer.address, postReport(signed));
      output.result({ reportId: reportIdOn(chain, signed.report), dryRun: true }, [
        `report       ${reportIdOn(chain, signed.report)}`,
        "dry run      the oracle would accept it; nothing was sent",
      ]);
      return;
    }
    output.progress("posting");
    const sender = keySender(chain, signer, { confirmations: options.confirmations });
    const { reportId, transaction, gasUsed } = await post(sender, signed);
    output.result({ reportId, transaction, gasUsed }, [
      `report       ${reportId}`,
      ...(transaction === undefined
        ? ["on chain     already; nothing was sent"]
        : [`transaction  ${transaction}`, `gas          ${gasUsed}`]),
      `next         sixfold credit issue ${reportId}`,
    ]);
  });
};
