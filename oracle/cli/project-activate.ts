import type { Command } from "commander";

import { addVerb, httpUrl, integer, leastCellsOption, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & {
  readonly verifierUrl: string;
  readonly project: string;
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
    .requiredOption("--project <path>", "the published documents: folder with project.json, or that file")
    .addOption(leastCellsOption())
    .option("--valid-for <seconds>", "life of the validation", integer(60, 604_800), 3_600)
    .action(async (projectId: bigint, options: Options) => {
      const [
        { loadProject },
        { designOf },
        { askForValidation },
        { activateProject },
        { chainTime },
        { statedSerials },
        { openWriter, writtenLines },
      ] = await Promise.all([
        import("../pipeline/load-project.ts"),
        import("../core/evidence/design.ts"),
        import("../attest/validate.ts"),
        import("../chain/actions/activate-project.ts"),
        import("../chain/chain-time.ts"),
        import("../chain/stated-serials.ts"),
        import("./write.ts"),
      ]);
      const { project, source } = await loadProject(options.project);
      const { chain, write } = await openWriter(options);
      const validation = await askForValidation(chain, options.verifierUrl, {
        projectId,
        boundary: project.boundary,
        design: designOf(source.project, source.fields),
        leastCells: options.leastCells,
        expiry: (await chainTime(chain)) + options.validFor,
      });
      const { verifier, areaM2, expiry } = validation;
      const serials = await statedSerials(chain, projectId);
      const written = await write(activateProject({ projectId, ...validation, serials }));
      openOutput(options).result(
        { projectId, verifier, areaM2, expiry, transaction: written.transaction, gasUsed: written.gasUsed },
        [
          `project      ${projectId}`,
          `verifier     ${verifier}`,
          `area         ${areaM2} m2`,
          ...writtenLines(written),
        ],
      );
    });
};
