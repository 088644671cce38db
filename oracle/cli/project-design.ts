import type { Command } from "commander";

import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & { readonly project: string };

/** `sixfold project design`: commits to fields, roles and practice before a period starts. */
export const addProjectDesign = (noun: Command): void => {
  withKey(
    addVerb(noun, "design", "commit to a project's practice and fields, for periods that start later").argument(
      "<project-id>",
      "number of the project, as `project register` printed it",
      unsigned,
    ),
  )
    .requiredOption("--project <path>", "folder with project.json, or that file")
    .action(async (projectId: bigint, options: Options) => {
      const [{ loadProject }, { designDigest, designOf }, { commitDesign }, { openWriter, writtenLines }] =
        await Promise.all([
          import("../pipeline/load-project.ts"),
          import("../core/evidence/design.ts"),
          import("../chain/actions/commit-design.ts"),
          import("./write.ts"),
        ]);
      const { source } = await loadProject(options.project);
      const design = designDigest(designOf(source.project, source.fields));
      const { write } = await openWriter(options);
      const written = await write(commitDesign(projectId, design));
      openOutput(options).result({ projectId, design, transaction: written.transaction, gasUsed: written.gasUsed }, [
        `project      ${projectId}`,
        `design       ${design}`,
        ...writtenLines(written),
      ]);
    });
};
