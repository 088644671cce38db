import { coverBoundary } from "../core/ground/cover.ts";
import { subtract } from "../core/ground/subtract.ts";
import type { Boundary, EdgeLevel, ProjectGround } from "../core/ground/types.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { groundOfProject } from "./ground.ts";
import { nameHolders } from "./holders.ts";

/**
 * What a project claims of its boundary's cover, what it does not, and who holds that now.
 * @throws SixfoldError as `groundOfProject` and `nameHolders`
 */
export const projectGround = async (
  chain: Chain,
  projectId: bigint,
  boundary: Boundary,
): Promise<ProjectGround & { readonly edgeLevel: EdgeLevel }> => {
  const [{ pool, edgeLevel: edge }, { blocks }] = await Promise.all([
    onChain("projectId", () => chain.contracts.projects.read.terms([projectId])),
    groundOfProject(chain, projectId),
  ]);
  const edgeLevel = edge as EdgeLevel;
  const missing = subtract(coverBoundary(boundary, edgeLevel), blocks, edgeLevel);
  return { edgeLevel, blocks, leftOut: await nameHolders(chain, pool, missing) };
};
