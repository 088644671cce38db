import type { Command } from "commander";
import type { CID } from "multiformats/cid";

import { addWatchVerb } from "./watch-options.ts";
import type { WatchOptions } from "./watch-options.ts";

/** `sixfold alert open`: one operator that runs a finding again stops its project's issuance. */
export const addAlertOpen = (noun: Command): void => {
  addWatchVerb(noun, "open", "open an alert by one operator: the project issues nothing until it is resolved").action(
    async (cid: CID, options: WatchOptions) => {
      const [{ alertKind, examineAlert }, { openAlert }, { byAny, collectOver }, { CAUSES }, { writtenLines }] =
        await Promise.all([
          import("../attest/alert-kind.ts"),
          import("../chain/actions/open-alert.ts"),
          import("./watch-collect.ts"),
          import("../core/statements/alert.ts"),
          import("./write.ts"),
        ]);
      const { output, writer, statement, signatures, refusals } = await collectOver(
        alertKind,
        (witness, expiry, basis) => examineAlert(witness, { projectId: options.project, expiry }, basis),
        byAny,
        cid,
        options,
      );
      const written = await writer.write(openAlert(statement, signatures[0]!));
      const { transaction, gasUsed, result } = written;
      output.result({ alert: statement, operator: signatures[0]!.signer, refusals, ...result, transaction, gasUsed }, [
        `alert        ${result.alertId}`,
        `project      ${statement.projectId}`,
        `cause        ${CAUSES[statement.cause]}`,
        `loss         at most ${statement.lossKg} kg on ${statement.lostM2} m2`,
        `operator     ${signatures[0]!.signer}`,
        ...refusals.map(({ url, rule }) => `refused      ${url}: ${rule}`),
        ...(result.deadline === undefined
          ? []
          : [`resolved by  ${new Date(result.deadline * 1000).toISOString()}, or it is confirmed`]),
        ...writtenLines(written),
        `next         sixfold alert confirm ${cid.toString()} --project ${statement.projectId} --design <path> --operator <url> ...`,
      ]);
    },
  );
};
