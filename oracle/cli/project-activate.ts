import type { Command } from "commander";

import { readJsonInput } from "./input.ts";
import { addVerb, httpUrl, integer, leastCellsOption, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & {
  readonly verifierUrl: string;
  readonly boundary: string;
  readonly leastCells: number;
  readonly validFor: number;
};

/** `sixfold project activate`: asks the verifier's process to validate, then activates with its signature. */
export const addProjectActivate = (noun: Command): void => {
  withKey(
    addVerb(noun, "activate", "have a verifier validate a draft, and activate it").argument(
      "<project-id>",
      "number of the project, as `project register` printed it",
      unsigned,
    ),
  )
    .requiredOption("--verifier-url <url>", "the verifier's process", httpUrl)
    .requiredOption("--boundary <geojson>", "the published boundary")
    .addOption(leastCellsOption())
    .option("--valid-for <seconds>", "life of the validation", integer(60, 604_800), 3_600)
    .action(async (projectId: bigint, options: Options) => {
      const [{ askForValidation }, { activateProject }, { chainTime }, { openWriter, writtenLines }] =
        await Promise.all([
          import("../attest/validate.ts"),
          import("../chain/actions/activate-project.ts"),
          import("../chain/chain-time.ts"),
          import("./write.ts"),
        ]);
      const boundary = await readJsonInput("--boundary", options.boundary);
      const { chain, write } = await openWriter(options);
      const validation = await askForValidation(chain, options.verifierUrl, {
        projectId,
        boundary,
        leastCells: options.leastCells,
        expiry: (await chainTime(chain)) + options.validFor,
      });
      const { verifier, expiry } = validation;
      const written = await write(activateProject({ projectId, ...validation }));
      openOutput(options).result(
        { projectId, verifier, expiry, transaction: written.transaction, gasUsed: written.gasUsed },
        [`project      ${projectId}`, `verifier     ${verifier}`, ...writtenLines(written)],
      );
    });
};
