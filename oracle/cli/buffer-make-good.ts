import type { Command } from "commander";

import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & { readonly batch: bigint; readonly amount: bigint };

/** `sixfold buffer make-good`: cancels the key's own credits against a project's deficit (L11). */
export const addBufferMakeGood = (noun: Command): void => {
  withKey(
    addVerb(noun, "make-good", "cancel credits of the key to make a project's deficit good").argument(
      "<project>",
      "project on chain",
      unsigned,
    ),
  )
    .requiredOption("--batch <id>", "whose credits: the project's own, or a batch's that is sound", unsigned)
    .requiredOption("--amount <kg>", "how much, in kg", unsigned)
    .action(async (projectId: bigint, options: Options) => {
      const [{ makeGood }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/make-good.ts"),
        import("./write.ts"),
      ]);
      const { write } = await openWriter(options);
      const written = await write(makeGood(projectId, options.batch, options.amount));
      const { transaction, gasUsed } = written;
      openOutput(options).result(
        { projectId, batchId: options.batch, amountKg: options.amount, transaction, gasUsed },
        [
          `project      ${projectId}`,
          `cancelled    ${options.amount} kg of batch ${options.batch}`,
          ...writtenLines(written),
        ],
      );
    });
};
