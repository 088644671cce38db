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
      const [{ parseBoundary }, { planClaim }, { openWriter, writtenLines }] = await Promise.all([
        import("../core/ground/boundary.ts"),
        import("../chain/plan-claim.ts"),
        import("./write.ts"),
      ]);
      const boundary = parseBoundary(await readJsonInput("--boundary", options.boundary));
      const output = openOutput(options);
      const { chain, write } = await openWriter(options);
      const { calls, blocks, bondWei } = await planClaim(chain, projectId, boundary);
      const written = [];
      for (const call of calls) {
        output.progress(`claiming segment ${written.length + 1} of ${calls.length}`);
        written.push(await write(call));
        // A later segment can not be simulated before the one ahead of it is there.
        if (options.dryRun) break;
      }
      const gasUsed = written.reduce((sum, { gasUsed: gas = 0n }) => sum + gas, 0n);
      output.result(
        {
          projectId,
          blocks: blocks.length,
          segments: calls.length,
          bondWei,
          transactions: written.map(({ transaction }) => transaction),
          gasUsed,
        },
        [
          `project      ${projectId}`,
          `blocks       ${blocks.length} new in ${calls.length} segments`,
          `bond         ${bondWei} wei`,
          ...written.flatMap(writtenLines),
        ],
      );
    });
};
