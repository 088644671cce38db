import type { Command } from "commander";
import type { CID } from "multiformats/cid";
import type { Hex } from "viem";

import { statementId } from "./identifiers.ts";
import { addWatchVerb } from "./watch-options.ts";
import type { WatchOptions } from "./watch-options.ts";

type Options = WatchOptions & { readonly alert: Hex };

/** `sixfold alert dismiss`: a quorum that looked at an alert's whole span found nothing lost. */
export const addAlertDismiss = (noun: Command): void => {
  addWatchVerb(noun, "dismiss", "dismiss an open alert by an all-clear that covers its span")
    .requiredOption("--alert <id>", "the open alert, as `alert open` printed it", statementId)
    .action(async (cid: CID, options: Options) => {
      const [
        { observationKind, examineObservation },
        { dismissAlert },
        { openedAlert },
        { byQuorum, collectOver },
        { writtenLines },
      ] = await Promise.all([
        import("../attest/observation-kind.ts"),
        import("../chain/actions/dismiss-alert.ts"),
        import("../chain/opened-alert.ts"),
        import("./watch-collect.ts"),
        import("./write.ts"),
      ]);
      const { output, writer, statement, signatures, refusals } = await collectOver(
        observationKind,
        (witness, expiry, basis) =>
          examineObservation(witness, { projectId: options.project, alertId: options.alert, expiry }, basis),
        byQuorum,
        cid,
        options,
      );
      const alert = await openedAlert(writer.chain, options.alert);
      const written = await writer.write(dismissAlert(alert, statement, signatures));
      const { transaction, gasUsed, result } = written;
      output.result({ observation: statement, operators: signatures, refusals, ...result, transaction, gasUsed }, [
        `alert        ${options.alert} dismissed`,
        `observation  ${result.observationId}`,
        `operators    ${signatures.length} signed`,
        ...refusals.map(({ url, rule }) => `refused      ${url}: ${rule}`),
        ...writtenLines(written),
      ]);
    });
};
