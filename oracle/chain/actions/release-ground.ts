import type { Hex } from "viem";

import { groundRoot } from "../../core/ground/ground-root.ts";
import type { Block } from "../../core/ground/types.ts";
import type { Chain } from "../connect.ts";
import { groundOfProject } from "../ground.ts";
import { action, eventOf, eventsOf } from "./action.ts";
import type { Action } from "./action.ts";
import { writeInOrder } from "./perform.ts";
import type { Writer, Written } from "./perform.ts";

export type ReleasedSegment = {
  readonly projectId: bigint;
  readonly segmentIndex: number;
  /** What was returned of the bond: to the owner, or of a lapsed draft to who released it. */
  readonly bondWei: bigint;
  /** What was burnt of it, for the time that the draft held ground. */
  readonly burntWei: bigint;
};

/**
 * Releases a segment of a project, once the project is over and no batch of it is watched any more. Anyone may.
 * @param previousRoot the root of the segments before it.
 * @param later digests of the segments after it, in order.
 */
export const releaseSegment = (
  projectId: bigint,
  previousRoot: Hex,
  blocks: readonly Block[],
  later: readonly Hex[],
): Action<ReleasedSegment> =>
  action({
    contract: "GroundRegistry",
    functionName: "release",
    args: [projectId, previousRoot, blocks, later],
    happened: (logs) => {
      const released = eventOf(logs, "GroundRegistry", "GroundReleased");
      const sumOf = (eventName: "BondReturned" | "BondBurnt"): bigint =>
        eventsOf(logs, "GroundRegistry", eventName).reduce((sum, { amount }) => sum + amount, 0n);
      return {
        projectId: released.projectId,
        segmentIndex: released.segmentIndex,
        bondWei: sumOf("BondReturned"),
        burntWei: sumOf("BondBurnt"),
      };
    },
  });

/**
 * One action a segment that the project holds, the last segment first, so that none needs the digests of others.
 * @throws SixfoldError as `groundOfProject`.
 */
export const planRelease = async (chain: Chain, projectId: bigint): Promise<readonly Action<ReleasedSegment>[]> => {
  const { segments } = await groundOfProject(chain, projectId);
  return segments
    .map((blocks, index) => releaseSegment(projectId, groundRoot(projectId, segments.slice(0, index)), blocks, []))
    .toReversed();
};

export type ReleasedGround = {
  /** Segments that were to be released. */
  readonly segments: number;
  readonly written: readonly Written<ReleasedSegment>[];
};

/**
 * Releases all ground of a project, in as many transactions as it has segments. Safe to repeat: what is released
 * already is left out. A rehearsal ends with the first.
 * @param onSegment told before each of them.
 * @throws SixfoldError as `planRelease`, and with the decoded custom error when the contract refuses.
 */
export const releaseGround = async (
  writer: Writer,
  projectId: bigint,
  onSegment?: (segment: number, segments: number) => void,
): Promise<ReleasedGround> => {
  const segments = await planRelease(writer.chain, projectId);
  return { segments: segments.length, written: await writeInOrder(writer, segments, onSegment) };
};
