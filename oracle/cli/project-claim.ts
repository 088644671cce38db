import type { Command } from "commander";

import { readJsonInput } from "./input.ts";
import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold project claim`: claims the cover of the boundary, in as many transactions as it takes. Safe to repeat. */
export const addProjectClaim = (noun: Command): void => {
  withKey(
    addVerb(noun, "claim", "claim the ground of a draft project").argument(
      "<project-id>",
      "number of the project, as `project register` printed it",
      unsigned,
    ),
  )
    .requiredOption("--boundary <geojson>", "the published boundary")
    .action(async (projectId: bigint, options: WriteOptions & { boundary: string }) => {
      const [{ claimGround }, { parseBoundary }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/claim-ground.ts"),
        import("../core/ground/boundary.ts"),
        import("./write.ts"),
      ]);
      const boundary = parseBoundary(await readJsonInput("--boundary", options.boundary));
      const output = openOutput(options);
      const { blocks, segments, bondWei, written } = await claimGround(
        await openWriter(options),
        projectId,
        boundary,
        (segment, all) => output.progress(`claiming segment ${segment} of ${all}`),
      );
      const gasUsed = written.reduce((sum, { gasUsed: gas = 0n }) => sum + gas, 0n);
      output.result(
        {
          projectId,
          blocks: blocks.length,
          segments,
          bondWei,
          transactions: written.map(({ transaction }) => transaction),
          gasUsed,
        },
        [
          `project      ${projectId}`,
          `blocks       ${blocks.length} new in ${segments} segments`,
          `bond         ${bondWei} wei`,
          ...written.flatMap(writtenLines),
        ],
      );
    });
};
