import type { Command } from "commander";
import type { Hex } from "viem";

import { statementId } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold alert confirm-silent`: confirms an open alert that nobody resolved in time (L10). */
export const addAlertConfirmSilent = (noun: Command): void => {
  withKey(
    addVerb(noun, "confirm-silent", "confirm an open alert that nobody resolved by its deadline").argument(
      "<alert-id>",
      "0x and 64 hex digits, as `alert open` printed it",
      statementId,
    ),
  ).action(async (alertId: Hex, options: WriteOptions) => {
    const [{ confirmBySilence }, { openedAlert }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/confirm-alert.ts"),
      import("../chain/opened-alert.ts"),
      import("./write.ts"),
    ]);
    const { chain, write } = await openWriter(options);
    const alert = await openedAlert(chain, alertId);
    const written = await write(confirmBySilence(alert));
    const { transaction, gasUsed, result } = written;
    openOutput(options).result({ ...result, alertId, transaction, gasUsed }, [
      `alert        ${alertId} confirmed by silence`,
      ...(result.countedKg === undefined ? [] : [`counted      ${result.countedKg} kg beyond earlier losses`]),
      ...writtenLines(written),
      `next         sixfold buffer settle ${alert.projectId}`,
    ]);
  });
};
