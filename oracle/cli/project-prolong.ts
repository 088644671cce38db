import type { Command } from "commander";

import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold project prolong`: a longer life for a draft that holds ground, for a fee that doubles each time. */
export const addProjectProlong = (noun: Command): void => {
  withKey(
    addVerb(noun, "prolong", "let a draft that holds ground live longer, for a fee that is burnt; owner only").argument(
      "<project-id>",
      "number of the project, as `project register` printed it",
      unsigned,
    ),
  ).action(async (projectId: bigint, options: WriteOptions) => {
    const [{ prolongationFee, prolongDraft }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/prolong-draft.ts"),
      import("./write.ts"),
    ]);
    const { chain, write } = await openWriter(options);
    const feeWei = await prolongationFee(chain, projectId);
    const written = await write(prolongDraft(projectId, feeWei));
    const { draftExpiry } = written.result;
    openOutput(options).result(
      { projectId, feeWei, draftExpiry, transaction: written.transaction, gasUsed: written.gasUsed },
      [
        `project      ${projectId}`,
        `fee          ${feeWei} wei, burnt`,
        ...(draftExpiry === undefined ? [] : [`lapses       ${new Date(draftExpiry * 1000).toISOString()}`]),
        ...writtenLines(written),
      ],
    );
  });
};
