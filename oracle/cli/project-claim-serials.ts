import { InvalidArgumentError } from "commander";
import type { Command } from "commander";

import { addVerb, unsigned, withKey } from "./options.ts";
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

type Options = WriteOptions & { readonly programme: string; readonly prefix: string };

/** `sixfold project claim-serials`: takes over serials of another programme, so that no tonne is counted in both. */
export const addProjectClaimSerials = (noun: Command): void => {
  withKey(
    addVerb(noun, "claim-serials", "claim serials of another programme for a draft that migrated")
      .argument("<project-id>", "number of the project, as `project register` printed it", unsigned)
      .argument("<first-last>", "running numbers, both included, such as 1-5000", range),
  )
    .requiredOption("--programme <text>", "the programme that issued them")
    .requiredOption("--prefix <text>", "the part of the serial before the running number")
    .action(async (projectId: bigint, { first, last }: Range, options: Options) => {
      const [{ claimSerials, findHint }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/claim-serials.ts"),
        import("./write.ts"),
      ]);
      const { chain, write } = await openWriter(options);
      const serials = { programme: options.programme, prefix: options.prefix, first, last };
      const written = await write(claimSerials(projectId, serials, await findHint(chain, serials)));
      openOutput(options).result(
        { projectId, ...serials, transaction: written.transaction, gasUsed: written.gasUsed },
        [
          `project      ${projectId}`,
          `serials      ${options.programme} ${options.prefix} ${first} to ${last}`,
          ...writtenLines(written),
        ],
      );
    });
};
