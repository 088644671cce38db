import { SixfoldError } from "../../core/errors.ts";
import { coverBoundary } from "../../core/ground/cover.ts";
import { segmentBlocks } from "../../core/ground/segment-blocks.ts";
import type { Block, Boundary, EdgeLevel } from "../../core/ground/types.ts";
import type { Chain } from "../connect.ts";
import { onChain } from "../errors.ts";
import { groundOfProject } from "../ground.ts";
import { action, eventOf } from "./action.ts";
import type { Action } from "./action.ts";
import { writeInOrder } from "./perform.ts";
import type { Writer, Written } from "./perform.ts";

export type ClaimedSegment = { readonly projectId: bigint; readonly segmentIndex: number };

/** Claims one segment of a draft's ground and pays its bond. Owner only. */
export const claimSegment = (
  projectId: bigint,
  blocks: readonly Block[],
  bondPerBlockWei: bigint,
): Action<ClaimedSegment> =>
  action({
    contract: "GroundRegistry",
    functionName: "claim",
    args: [projectId, blocks],
    value: bondPerBlockWei * BigInt(blocks.length),
    happened: (logs) => {
      const claimed = eventOf(logs, "GroundRegistry", "GroundClaimed");
      return { projectId: claimed.projectId, segmentIndex: claimed.segmentIndex };
    },
  });

export type ClaimPlan = {
  /** One action a segment, in order. Empty when everything is claimed already. */
  readonly segments: readonly Action<ClaimedSegment>[];
  /** Blocks still to claim. */
  readonly blocks: readonly Block[];
  readonly bondPerBlockWei: bigint;
  /** For all of them. */
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
 * The actions that bring a project's ground to the cover of its boundary. What the project holds already is left out, so
 * that an interrupted claim can be taken up again.
 * @throws SixfoldError `CHAIN_GROUND_CONFLICT` (check) with pool, cells and bits when others hold part of it;
 *   `CHAIN_GROUND_OUTSIDE` when the project holds cells outside the cover.
 */
export const planClaim = async (chain: Chain, projectId: bigint, boundary: Boundary): Promise<ClaimPlan> => {
  const { ground, projects } = chain.contracts;
  const [project, bondPerBlockWei, mostBlocks, held] = await Promise.all([
    onChain("projectId", () => projects.read.terms([projectId])),
    onChain("bond", () => ground.read.bondPerBlock()),
    onChain("segment", () => ground.read.MAX_SEGMENT_BLOCKS()),
    groundOfProject(chain, projectId),
  ]);
  const cover = coverBoundary(boundary, project.edgeLevel as EdgeLevel);
  const outside = without(held.blocks, cover);
  if (outside.length > 0)
    throw new SixfoldError({
      code: "CHAIN_GROUND_OUTSIDE",
      failure: "check",
      field: "boundary",
      value: outside.slice(0, 3),
      rule: "the project holds no cell outside the cover of its boundary",
    });
  const blocks = without(cover, held.blocks);
  const conflicts = await onChain("ground", () => ground.read.conflicts([project.pool, blocks]));
  if (conflicts.length > 0)
    throw new SixfoldError({
      code: "CHAIN_GROUND_CONFLICT",
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
    segments: segments.map((segment) => claimSegment(projectId, segment, bondPerBlockWei)),
    blocks,
    bondPerBlockWei,
    bondWei: bondPerBlockWei * BigInt(blocks.length),
  };
};

export type ClaimedGround = Omit<ClaimPlan, "segments"> & {
  /** Segments that were to be claimed. */
  readonly segments: number;
  readonly written: readonly Written<ClaimedSegment>[];
};

/**
 * Claims the cover of a boundary for a draft, in as many transactions as it takes. Safe to repeat: what is held already
 * is left out. A rehearsal ends with the first segment.
 * @param onSegment told before each of them.
 * @throws SixfoldError as `planClaim`, and with the decoded custom error when the contract refuses.
 */
export const claimGround = async (
  writer: Writer,
  projectId: bigint,
  boundary: Boundary,
  onSegment?: (segment: number, segments: number) => void,
): Promise<ClaimedGround> => {
  const { segments, ...planned } = await planClaim(writer.chain, projectId, boundary);
  return { ...planned, segments: segments.length, written: await writeInOrder(writer, segments, onSegment) };
};
