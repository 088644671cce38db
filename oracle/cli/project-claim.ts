import type { Command } from "commander";

import type { LeftOut } from "../core/ground/types.ts";
import { readJsonInput } from "./input.ts";
import { addVerb, leastCellsOption, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

type Options = WriteOptions & { readonly boundary: string; readonly leastCells: number };

/** Blocks that are named on a terminal before the rest is only counted. */
const SHOWN = 10;

const leftOutLines = (leftOut: readonly LeftOut[]): readonly string[] => [
  ...leftOut
    .slice(0, SHOWN)
    .map(
      ({ cell, bits, heldBy }) =>
        `left out     cell ${cell} 0x${bits.toString(16)}, ${heldBy.length === 0 ? "held by nobody" : `held by project ${heldBy.join(", ")}`}`,
    ),
  ...(leftOut.length > SHOWN ? [`left out     ${leftOut.length - SHOWN} blocks more`] : []),
];

/**
 * `sixfold project claim`: claims what is free of the cover of the boundary, in as many transactions as it takes, and says
 * what it left out. Safe to repeat.
 */
export const addProjectClaim = (noun: Command): void => {
  withKey(
    addVerb(noun, "claim", "claim the ground of a draft project").argument(
      "<project-id>",
      "number of the project, as `project register` printed it",
      unsigned,
    ),
  )
    .requiredOption("--boundary <geojson>", "the published boundary")
    .addOption(leastCellsOption())
    .action(async (projectId: bigint, options: Options) => {
      const [{ claimGround }, { parseBoundary }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/claim-ground.ts"),
        import("../core/ground/boundary.ts"),
        import("./write.ts"),
      ]);
      const boundary = parseBoundary(await readJsonInput("--boundary", options.boundary));
      const output = openOutput(options);
      const { blocks, segments, bondWei, leftOut, written } = await claimGround(
        await openWriter(options),
        projectId,
        boundary,
        { leastCells: options.leastCells },
        (segment, all) => output.progress(`claiming segment ${segment} of ${all}`),
      );
      const gasUsed = written.reduce((sum, { gasUsed: gas = 0n }) => sum + gas, 0n);
      output.result(
        {
          projectId,
          blocks: blocks.length,
          segments,
          bondWei,
          leftOut,
          transactions: written.map(({ transaction }) => transaction),
          gasUsed,
        },
        [
          `project      ${projectId}`,
          `blocks       ${blocks.length} new in ${segments} segments`,
          `bond         ${bondWei} wei`,
          ...leftOutLines(leftOut),
          ...written.flatMap(writtenLines),
        ],
      );
    });
};
