import { SixfoldError } from "../../core/errors.ts";
import { coverBoundary } from "../../core/ground/cover.ts";
import { mergeBlocks } from "../../core/ground/merge-blocks.ts";
import { segmentBlocks } from "../../core/ground/segment-blocks.ts";
import { subtract } from "../../core/ground/subtract.ts";
import type { Block, Boundary, EdgeLevel, LeftOut } from "../../core/ground/types.ts";
import { worthwhile } from "../../core/ground/worthwhile.ts";
import type { Chain } from "../connect.ts";
import { onChain } from "../errors.ts";
import { findFree } from "../free-ground.ts";
import { bondRates } from "../ground-bond.ts";
import { groundOfProject } from "../ground.ts";
import { nameHolders } from "../holders.ts";
import { allHeld } from "../all-held.ts";
import { action, eventOf, eventsOf } from "./action.ts";
import type { Action } from "./action.ts";
import { writeInOrder } from "./perform.ts";
import type { Writer, Written } from "./perform.ts";

export type ClaimedSegment = {
  readonly projectId: bigint;
  readonly segmentIndex: number;
  /** What somebody else took first. */
  readonly leftOut: readonly Block[];
};

/**
 * Claims what is free of one segment of a draft's ground and pays its bond. Owner only.
 * @param bondWei for all of the blocks; what is paid for those that are not free comes back.
 */
export const claimSegment = (projectId: bigint, blocks: readonly Block[], bondWei: bigint): Action<ClaimedSegment> =>
  action({
    contract: "GroundRegistry",
    functionName: "claim",
    args: [projectId, blocks],
    value: bondWei,
    happened: (logs) => {
      const claimed = eventOf(logs, "GroundRegistry", "GroundClaimed");
      const leftOut = eventsOf(logs, "GroundRegistry", "GroundLeftOut").flatMap(({ blocks: missed }) => missed);
      return { projectId: claimed.projectId, segmentIndex: claimed.segmentIndex, leftOut };
    },
  });

export type ClaimPlan = {
  /** One action a segment, in order. Empty when all that is free is claimed already. */
  readonly segments: readonly Action<ClaimedSegment>[];
  /** Blocks still to claim. */
  readonly blocks: readonly Block[];
  /** For all of them. */
  readonly bondWei: bigint;
  /** The part of the cover that is not claimed: others hold it, or it is left by choice. */
  readonly leftOut: readonly LeftOut[];
};

export type ClaimOptions = {
  /** Blocks at the edge with fewer cells are left out to save gas; see `worthwhile`. Nothing is where absent. */
  readonly leastCells?: number;
};

/**
 * The actions that bring a project's ground to the cover of its boundary, less what others hold. What the project holds
 * already is left out, so that an interrupted claim can be taken up again.
 * @throws SixfoldError `CHAIN_GROUND_CONFLICT` (check) with pool, cells and holders when nothing of it is free;
 *   `CHAIN_GROUND_OUTSIDE` when the project holds cells outside the cover.
 */
export const planClaim = async (
  chain: Chain,
  projectId: bigint,
  boundary: Boundary,
  { leastCells = 1 }: ClaimOptions = {},
): Promise<ClaimPlan> => {
  const { ground, projects } = chain.contracts;
  const [{ pool, edgeLevel: edge }, mostBlocks, held] = await Promise.all([
    onChain("projectId", () => projects.read.terms([projectId])),
    onChain("segment", () => ground.read.MAX_SEGMENT_BLOCKS()),
    groundOfProject(chain, projectId),
  ]);
  const edgeLevel = edge as EdgeLevel;
  const cover = coverBoundary(boundary, edgeLevel);
  const outside = subtract(held.blocks, cover, edgeLevel);
  if (outside.length > 0)
    throw new SixfoldError({
      code: "CHAIN_GROUND_OUTSIDE",
      failure: "check",
      field: "boundary",
      value: outside.slice(0, 3),
      rule: "the project holds no cell outside the cover of its boundary",
    });
  const wanted = worthwhile(cover, edgeLevel, leastCells);
  const { free: blocks } = await findFree(
    chain,
    { projectId, pool, edgeLevel },
    subtract(wanted, held.blocks, edgeLevel),
  );
  const leftOut = await nameHolders(chain, pool, subtract(cover, [...held.blocks, ...blocks], edgeLevel));
  if (blocks.length + held.blocks.length === 0) throw allHeld(pool, leftOut);
  const bondOf = await bondRates(chain, edgeLevel);
  const segments = blocks.length === 0 ? [] : segmentBlocks(blocks, Number(mostBlocks));
  return {
    segments: segments.map((segment) => claimSegment(projectId, segment, bondOf(segment))),
    blocks,
    bondWei: bondOf(blocks),
    leftOut,
  };
};

export type ClaimedGround = Omit<ClaimPlan, "segments"> & {
  /** Segments that were to be claimed. */
  readonly segments: number;
  readonly written: readonly Written<ClaimedSegment>[];
};

/**
 * Claims what is free of the cover of a boundary for a draft, in as many transactions as it takes. Where somebody else
 * was faster, what is left around is planned again, in finer blocks. Safe to repeat: what is held already is left out. A
 * rehearsal ends with the first segment.
 * @param onSegment told before each of them.
 * @throws SixfoldError as `planClaim`, and with the decoded custom error when the contract refuses.
 */
export const claimGround = async (
  writer: Writer,
  projectId: bigint,
  boundary: Boundary,
  options: ClaimOptions = {},
  onSegment?: (segment: number, segments: number) => void,
): Promise<ClaimedGround> => {
  const { segments, ...planned } = await planClaim(writer.chain, projectId, boundary, options);
  const written = await writeInOrder(writer, segments, onSegment);
  const done = { ...planned, segments: segments.length, written };
  if (written.every(({ result }) => (result.leftOut ?? []).length === 0)) return done;
  const rest = await claimGround(writer, projectId, boundary, options, onSegment);
  return {
    blocks: mergeBlocks([...done.blocks, ...rest.blocks]),
    bondWei: done.bondWei + rest.bondWei,
    leftOut: rest.leftOut,
    segments: done.segments + rest.segments,
    written: [...done.written, ...rest.written],
  };
};
