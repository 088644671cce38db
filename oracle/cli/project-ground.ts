import { writeFile } from "node:fs/promises";

import type { Command } from "commander";

import { readJsonInput } from "./input.ts";
import { addVerb, connectFrom, unsigned, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";
import { atPath } from "./paths.ts";

type Options = ChainOptions & { readonly boundary: string; readonly out: string };

/** `sixfold project ground`: writes what a project claims and what it left out, for `analyse --ground`. */
export const addProjectGround = (noun: Command): void => {
  withChain(
    addVerb(noun, "ground", "write what a project claims, what it left out and who holds that").argument(
      "<project-id>",
      "number of the project, as `project register` printed it",
      unsigned,
    ),
  )
    .requiredOption("--boundary <geojson>", "the published boundary")
    .requiredOption("--out <json>", "gets the ground, as bundles have it")
    .action(async (projectId: bigint, options: Options) => {
      const [{ projectGround }, { parseBoundary }, { encodeGround }] = await Promise.all([
        import("../chain/project-ground.ts"),
        import("../core/ground/boundary.ts"),
        import("../core/evidence/ground-file.ts"),
      ]);
      const boundary = parseBoundary(await readJsonInput("--boundary", options.boundary));
      const ground = await projectGround(await connectFrom(options), projectId, boundary);
      const bytes = encodeGround(ground.edgeLevel, ground);
      await atPath("--out", options.out, () => writeFile(options.out, bytes));
      const { blocks, leftOut } = ground;
      openOutput(options).result({ projectId, out: options.out, blocks: blocks.length, leftOut }, [
        `project      ${projectId}`,
        `blocks       ${blocks.length} claimed, ${leftOut.length} left out in whole or in part`,
        `written      ${options.out}`,
      ]);
    });
};
