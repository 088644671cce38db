import type { Command } from "commander";

import type { Ending } from "../chain/actions/end-project.ts";
import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

const ENDINGS: readonly (readonly [Ending, string])[] = [
  [
    "complete",
    "end an active project as planned and announced, for good; a year after its crediting period anyone may",
  ],
  ["withdraw", "give up a draft, or an active project as announced, for good; owner only"],
  ["lapse", "mark a draft past its expiry, or a project that was idle for too long, as withdrawn; anyone may"],
];

/** From when on ground may be released, for people (`groundReleasableAt`). */
const releaseLine = (projectId: bigint, releasableAt: number, now: number): string =>
  releasableAt <= now
    ? `next         sixfold project release ${projectId}`
    : `ground       may be released from ${new Date(releasableAt * 1000).toISOString()}`;

/** `sixfold project complete | withdraw | lapse`: the ends of a project. What it earned stays. */
export const addProjectEnd = (noun: Command): void => {
  for (const [ending, description] of ENDINGS)
    withKey(
      addVerb(noun, ending, description).argument(
        "<project-id>",
        "number of the project, as `project register` printed it",
        unsigned,
      ),
    ).action(async (projectId: bigint, options: WriteOptions) => {
      const [{ endProject }, { chainTime }, { onChain }, { openWriter, writtenLines }] = await Promise.all([
        import("../chain/actions/end-project.ts"),
        import("../chain/chain-time.ts"),
        import("../chain/errors.ts"),
        import("./write.ts"),
      ]);
      const { chain, write } = await openWriter(options);
      const written = await write(endProject(projectId, ending));
      const { transaction, gasUsed } = written;
      const releasableAt =
        transaction === undefined
          ? undefined
          : await onChain("projectId", () => chain.contracts.projects.read.groundReleasableAt([projectId]));
      openOutput(options).result({ projectId, ending, releasableAt, transaction, gasUsed }, [
        `project      ${projectId}, ${ending}`,
        ...writtenLines(written),
        ...(releasableAt === undefined ? [] : [releaseLine(projectId, releasableAt, await chainTime(chain))]),
      ]);
    });
};
