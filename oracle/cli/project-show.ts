import type { Command } from "commander";

import { addVerb, connectFrom, unsigned, withChain } from "./options.ts";
import type { ChainOptions } from "./options.ts";
import { openOutput } from "./output.ts";

const STATUS = ["none", "draft", "active", "completed", "withdrawn"] as const;
const POOL = ["none", "biomass", "paddy methane", "blue carbon", "peat", "reservoir"] as const;

const ACTIVE = STATUS.indexOf("active");

const at = (seconds: number): string => new Date(seconds * 1000).toISOString();

/** `sixfold project show`: a project and its ground, the ground's root re-derived from logs. */
export const addProjectShow = (noun: Command): void => {
  withChain(
    addVerb(noun, "show", "show a project and its ground").argument(
      "<project-id>",
      "number of the project, as `project register` printed it",
      unsigned,
    ),
  ).action(async (projectId: bigint, options: ChainOptions) => {
    const [{ onChain }, { groundOfProject }] = await Promise.all([
      import("../chain/errors.ts"),
      import("../chain/ground.ts"),
    ]);
    const chain = await connectFrom(options);
    const { projects, oracle } = chain.contracts;
    const [[project, designs, ending, [account, earnedKg]], { root, blocks, segments, edgeCells }] = await Promise.all([
      onChain("projectId", () =>
        Promise.all([
          projects.read.get([projectId]),
          projects.read.designs([projectId]),
          projects.read.endingOf([projectId]),
          oracle.read.accountOf([projectId]),
        ]),
      ),
      groundOfProject(chain, projectId),
    ]);
    const owedKg = account.creditedKg > earnedKg ? account.creditedKg - earnedKg : 0n;
    const status = STATUS[project.status] ?? String(project.status);
    const pool = POOL[project.pool] ?? String(project.pool);
    openOutput(options).result(
      {
        projectId,
        ...project,
        status,
        pool,
        account: { ...account, earnedKg, owedKg },
        designs,
        ending,
        ground: { root, edgeCells, blocks: blocks.length, segments: segments.length },
      },
      [
        `project      ${projectId}, ${status}`,
        `owner        ${project.owner}`,
        `methodology  ${project.methodologyId}`,
        `pool         ${pool}`,
        `ground       ${edgeCells} cells of level ${project.edgeLevel} in ${blocks.length} blocks, root ${root}`,
        `boundary     ${project.boundary}`,
        `area         ${project.areaM2 === 0n ? "not validated yet" : `${project.areaM2} m2`}`,
        ...designs.map(({ digest, committedAt }) => `design       ${digest}, since ${at(committedAt)}`),
        `last period  ${project.lastPeriodEnd === 0 ? "none yet" : `ended ${at(project.lastPeriodEnd)}`}`,
        ...(ending.from === 0 || project.status !== ACTIVE
          ? []
          : [`ending       ${STATUS[ending.into]}, from ${at(ending.from)} and before ${at(ending.until)}`]),
        `so far       gross ${account.grossKg} kg, half-width ${account.halfWidthKg} kg (90 %), earned ${earnedKg} kg`,
        `credited     ${account.creditedKg} kg, of which owed ${owedKg} kg`,
      ],
    );
  });
};
