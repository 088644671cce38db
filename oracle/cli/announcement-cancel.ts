import type { Command } from "commander";
import type { Hex } from "viem";

import { statementId as bytes32 } from "./identifiers.ts";
import { addVerb, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold governor cancel | guardian cancel`: withdraws an announcement before it is made. */
export const addAnnouncementCancel = (noun: Command): void => {
  withKey(addVerb(noun, "cancel", "withdraw an announcement"))
    .argument("<operation-id>", "as `sixfold governor list` shows it", bytes32)
    .action(async (operationId: Hex, options: WriteOptions) => {
      const [{ cancelAnnounced }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/announce.ts"),
        import("./write.ts"),
      ]);
      const { chain, write } = await openWriter(options);
      const written = await write(await cancelAnnounced(chain, operationId));
      openOutput(options).result({ operationId, transaction: written.transaction, gasUsed: written.gasUsed }, [
        `cancelled    ${operationId}`,
        ...writtenLines(written),
      ]);
    });
};
