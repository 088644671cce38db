import { AttestError } from "../core/errors.ts";
import { coverBoundary } from "../core/ground/cover.ts";
import { segmentBlocks } from "../core/ground/segment-blocks.ts";
import type { Block, Boundary, EdgeLevel } from "../core/ground/types.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { groundOfProject } from "./ground.ts";
import type { Call } from "./send.ts";

export type ClaimPlan = {
  /** One call a segment, in order. Empty when everything is claimed already. */
  readonly calls: readonly Call[];
  /** Blocks still to claim. */
  readonly blocks: readonly Block[];
  readonly bondWei: bigint;
};

/** Bits of `wanted` that `held` has not. */
const without = (wanted: readonly Block[], held: readonly Block[]): readonly Block[] => {
  const bitsOf = new Map(held.map(({ cell, bits }) => [cell, bits]));
  return wanted
    .map(({ cell, bits }) => ({ cell, bits: bits & ~(bitsOf.get(cell) ?? 0n) }))
    .filter(({ bits }) => bits !== 0n);
};

/**
 * The calls that bring a project's ground to the cover of its boundary. What the project holds already is left out, so
 * that an interrupted claim can be taken up again.
 * @throws AttestError `ATTEST_GROUND_CONFLICT` (check) with pool, cells and bits when others hold part of it;
 *   `ATTEST_GROUND_OUTSIDE` when the project holds cells outside the cover.
 */
export const planClaim = async (chain: Chain, projectId: bigint, boundary: Boundary): Promise<ClaimPlan> => {
  const { ground, projects } = chain.contracts;
  const [project, bondPerBlock, mostBlocks, held] = await Promise.all([
    onChain("projectId", () => projects.read.terms([projectId])),
    onChain("bond", () => ground.read.bondPerBlock()),
    onChain("segment", () => ground.read.MAX_SEGMENT_BLOCKS()),
    groundOfProject(chain, projectId),
  ]);
  const cover = coverBoundary(boundary, project.edgeLevel as EdgeLevel);
  const outside = without(held.blocks, cover);
  if (outside.length > 0)
    throw new AttestError({
      code: "ATTEST_GROUND_OUTSIDE",
      failure: "check",
      field: "boundary",
      value: outside.slice(0, 3),
      rule: "the project holds no cell outside the cover of its boundary",
    });
  const blocks = without(cover, held.blocks);
  const conflicts = await onChain("ground", () => ground.read.conflicts([project.pool, blocks]));
  if (conflicts.length > 0)
    throw new AttestError({
      code: "ATTEST_GROUND_CONFLICT",
      failure: "check",
      field: "boundary",
      value: {
        pool: project.pool,
        blocks: conflicts.map(({ cell, bits }) => ({ cell, overlap: `0x${bits.toString(16)}` })),
      },
      rule: "no other project of the pool claims any of the cells (L1)",
    });
  const segments = blocks.length === 0 ? [] : segmentBlocks(blocks, Number(mostBlocks));
  return {
    blocks,
    bondWei: bondPerBlock * BigInt(blocks.length),
    calls: segments.map((segment) => ({
      address: ground.address,
      abi: ground.abi,
      functionName: "claim",
      args: [projectId, segment],
      value: bondPerBlock * BigInt(segment.length),
    })),
  };
};
