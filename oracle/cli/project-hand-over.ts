import type { Command } from "commander";
import type { Address } from "viem";

import { accountAddress } from "./identifiers.ts";
import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold project offer | accept`: a new owner, in two steps. */
export const addProjectHandOver = (noun: Command): void => {
  const verb = (usage: string, description: string): Command =>
    withKey(addVerb(noun, usage, description)).argument("<project-id>", "number of the project", unsigned);

  verb("offer", "offer a project to another account; it is yours until that account accepts")
    .argument("<account>", "its address; your own takes an offer back", accountAddress)
    .action(async (projectId: bigint, account: Address, options: WriteOptions) => {
      const [{ offerProject }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/offer-project.ts"),
        import("./write.ts"),
      ]);
      const { write } = await openWriter(options);
      const written = await write(offerProject(projectId, account));
      openOutput(options).result(
        { projectId, offeredTo: written.result.to, transaction: written.transaction, gasUsed: written.gasUsed },
        [`project      ${projectId}`, `offered to   ${written.result.to}`, ...writtenLines(written)],
      );
    });

  verb("accept", "take over a project that was offered to your account").action(
    async (projectId: bigint, options: WriteOptions) => {
      const [{ acceptProject }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/accept-project.ts"),
        import("./write.ts"),
      ]);
      const { write } = await openWriter(options);
      const written = await write(acceptProject(projectId));
      const { owner, developer } = written.result;
      openOutput(options).result(
        { projectId, owner, developer, transaction: written.transaction, gasUsed: written.gasUsed },
        [`project      ${projectId}`, `owner        ${owner}`, `developer    ${developer}`, ...writtenLines(written)],
      );
    },
  );
};
