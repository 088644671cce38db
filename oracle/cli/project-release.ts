import type { Command } from "commander";

import { addVerb, unsigned, withKey } from "./options.ts";
import type { WriteOptions } from "./options.ts";
import { openOutput } from "./output.ts";

/** `sixfold project release`: frees the ground of a project that is over, segment by segment. Safe to repeat. */
export const addProjectRelease = (noun: Command): void => {
  withKey(
    addVerb(noun, "release", "free the ground of a project that is over; anyone may").argument(
      "<project-id>",
      "number of the project, as `project register` printed it",
      unsigned,
    ),
  ).action(async (projectId: bigint, options: WriteOptions) => {
    const [{ releaseGround }, { openWriter, writtenLines }] = await Promise.all([
      import("../chain/actions/release-ground.ts"),
      import("./write.ts"),
    ]);
    const output = openOutput(options);
    const { segments, written } = await releaseGround(await openWriter(options), projectId, (segment, all) =>
      output.progress(`releasing segment ${segment} of ${all}`),
    );
    const bondWei = written.reduce((sum, { result }) => sum + (result.bondWei ?? 0n), 0n);
    const burntWei = written.reduce((sum, { result }) => sum + (result.burntWei ?? 0n), 0n);
    const gasUsed = written.reduce((sum, { gasUsed: gas = 0n }) => sum + gas, 0n);
    output.result(
      { projectId, segments, bondWei, burntWei, transactions: written.map(({ transaction }) => transaction), gasUsed },
      [
        `project      ${projectId}`,
        `segments     ${segments} to release`,
        ...(bondWei + burntWei === 0n
          ? []
          : [`bond         ${bondWei} wei returned, ${burntWei} wei burnt; sixfold project withdraw-bond`]),
        ...written.flatMap(writtenLines),
      ],
    );
  });
};
