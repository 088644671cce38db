import { InvalidArgumentError } from "commander";
import type { Command } from "commander";

import { addVerb, integer, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Range = { readonly first: bigint; readonly last: bigint };

/** `<first>-<last>`, each of up to 64 bits. */
const range = (text: string): Range => {
  const [, first, last] = /^(\d{1,20})-(\d{1,20})$/.exec(text) ?? [];
  const found = { first: BigInt(first ?? 0), last: BigInt(last ?? 0) };
  if (found.first < 1n || found.last < found.first || found.last >= 1n << 64n)
    throw new InvalidArgumentError("Write <first>-<last>, both included, from 1.");
  return found;
};

type Options = WriteOptions & { readonly programme: number; readonly series?: bigint };

/** `sixfold project state-serials`: what a migrated draft takes over, so that no tonne is counted in both programmes. */
export const addProjectStateSerials = (noun: Command): void => {
  withKey(
    addVerb(noun, "state-serials", "state serials of another programme that a draft takes over once it is active")
      .argument("<project-id>", "number of the project, as `project register` printed it", unsigned)
      .argument("<first-last>", "their numbers, both included, such as 1-5000", range),
  )
    .requiredOption("--programme <id>", "number of the programme that issued them", integer(1, 2 ** 32 - 1))
    .option("--series <number>", "what the programme counts within; 0 where it counts all its units through", unsigned)
    .action(async (projectId: bigint, { first, last }: Range, options: Options) => {
      const [{ stateSerials }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/state-serials.ts"),
        import("./write.ts"),
      ]);
      const { write } = await openWriter(options);
      const { programme, series = 0n } = options;
      const serials = { programme, series, first, last };
      const written = await write(stateSerials(projectId, serials));
      openOutput(options).result(
        { projectId, ...serials, transaction: written.transaction, gasUsed: written.gasUsed },
        [
          `project      ${projectId}`,
          `serials      programme ${programme}, series ${series}, ${first} to ${last}`,
          ...writtenLines(written),
        ],
      );
    });
};
