import type { Command } from "commander";

import { addVerb, integer, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & { readonly batches: number };

/** `sixfold buffer settle`: meets a project's confirmed loss from the buffer. */
export const addBufferSettle = (noun: Command): void => {
  withKey(
    addVerb(noun, "settle", "meet a project's confirmed loss from the buffer; repeat until nothing is due").argument(
      "<project>",
      "project on chain",
      unsigned,
    ),
  )
    .option("--batches <n>", "how many batches one transaction looks at", integer(1, 1_000), 20)
    .action(async (projectId: bigint, options: Options) => {
      const [{ settleLoss }, { onChain }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/settle-loss.ts"),
        import("../chain/errors.ts"),
        import("./write.ts"),
      ]);
      const { chain, write } = await openWriter(options);
      const written = await write(settleLoss(projectId, options.batches));
      const { transaction, gasUsed, result } = written;
      const { dueKg } = await onChain("projectId", () => chain.contracts.bufferPool.read.lossAccount([projectId]));
      openOutput(options).result({ projectId, ...result, dueKg, transaction, gasUsed }, [
        `project      ${projectId}`,
        ...(result.ownKg === undefined
          ? []
          : [
              `cancelled    ${result.ownKg} kg of its own buffer, ${result.sharedKg} kg of its pool's`,
              `deficit      ${result.deficitKg} kg`,
            ]),
        `still due    ${dueKg} kg`,
        ...writtenLines(written),
      ]);
    });
};
