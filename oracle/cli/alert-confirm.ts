import type { Command } from "commander";
import type { CID } from "multiformats/cid";

import { addWatchVerb } from "./watch-options.ts";
import type { WatchOptions } from "./watch-options.ts";

/** `sixfold alert confirm`: a quorum that ran a finding again makes it a loss that is owed. */
export const addAlertConfirm = (noun: Command): void => {
  addWatchVerb(noun, "confirm", "confirm a loss by a quorum, whether its alert was opened before or not").action(
    async (cid: CID, options: WatchOptions) => {
      const [{ alertKind, examineAlert }, { confirmAlert }, { byQuorum, collectOver }, { writtenLines }] =
        await Promise.all([
          import("../attest/alert-kind.ts"),
          import("../chain/actions/confirm-alert.ts"),
          import("./watch-collect.ts"),
          import("./write.ts"),
        ]);
      const { output, writer, statement, signatures, refusals } = await collectOver(
        alertKind,
        (witness, expiry, basis) => examineAlert(witness, { projectId: options.project, expiry }, basis),
        byQuorum,
        cid,
        options,
      );
      const written = await writer.write(confirmAlert(statement, signatures));
      const { transaction, gasUsed, result } = written;
      output.result({ alert: statement, operators: signatures, refusals, ...result, transaction, gasUsed }, [
        `alert        ${result.alertId}`,
        `operators    ${signatures.length} signed`,
        ...refusals.map(({ url, rule }) => `refused      ${url}: ${rule}`),
        ...(result.countedKg === undefined ? [] : [`counted      ${result.countedKg} kg beyond earlier losses`]),
        ...writtenLines(written),
        `next         sixfold buffer settle ${statement.projectId}`,
      ]);
    },
  );
};
