import type { Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import type { Block } from "../core/ground/types.ts";
import type { Chain } from "./connect.ts";
import type { CommittedDesign } from "./designs.ts";
import { onChain } from "./errors.ts";
import { groundOfProject } from "./ground.ts";

/** What the chain says of a project, at one block. */
export type ProjectContext = {
  readonly projectId: bigint;
  readonly methodologyId: number;
  readonly methodology: string;
  readonly version: string;
  readonly parameters: Hex;
  readonly program: Hex;
  readonly boundary: Hex;
  /** Unix seconds. */
  readonly creditingStart: number;
  readonly groundRoot: Hex;
  readonly ground: readonly Block[];
  /** The project's latest accepted report; zero for none. */
  readonly latestReport: Hex;
  readonly operatorSet: Hex;
  /** Area of the ground as it was validated; 0 for a draft. */
  readonly areaM2: bigint;
  readonly designs: readonly CommittedDesign[];
};

/**
 * Reads what a report must agree with: project, methodology, ground and operator set.
 * @throws SixfoldError when the project is unknown, its ground's logs do not lead to its root, or the RPC fails.
 */
export const readProjectContext = async (chain: Chain, projectId: bigint): Promise<ProjectContext> => {
  const { projects, methodologies, operators, oracle } = chain.contracts;
  const [project, designs, latestReport, operatorSet] = await onChain("projectId", () =>
    Promise.all([
      projects.read.get([projectId]),
      projects.read.designs([projectId]),
      oracle.read.latestReport([projectId]),
      operators.read.operatorSet(),
    ]),
  );
  const [methodology, { root, blocks }] = await Promise.all([
    onChain("methodologyId", () => methodologies.read.get([project.methodologyId])),
    groundOfProject(chain, projectId),
  ]);
  if (blocks.length === 0)
    throw new SixfoldError({
      code: "CHAIN_GROUND_EMPTY",
      failure: "check",
      field: "projectId",
      value: projectId,
      rule: "the project has claimed ground",
    });
  return {
    projectId,
    methodologyId: project.methodologyId,
    methodology: methodology.name,
    version: methodology.version,
    parameters: methodology.parameters,
    program: methodology.program,
    boundary: project.boundary,
    creditingStart: project.creditingStart,
    groundRoot: root,
    ground: blocks,
    latestReport,
    operatorSet,
    areaM2: project.areaM2,
    designs,
  };
};
