import type { Hex } from "viem";

import { extendRoot, openingRoot, segmentDigest } from "../../core/ground/ground-root.ts";
import type { LogOf } from "./log.ts";
import { inconsistent } from "./handlers.ts";
import type { Segment } from "./registry.ts";

/** The root that a project's segments lead to. */
export const rootOf = (projectId: bigint, segments: readonly Segment[]): Hex =>
  segments.map(({ digest }) => digest).reduce(extendRoot, openingRoot(projectId));

/**
 * A project's segments after one more claim or release. Segments after one that was released move down.
 * @throws SixfoldError `CHAIN_LOGS_INCONSISTENT` when the log is not about the next segment, or releases other blocks
 *   than were claimed.
 */
export const foldSegment = (
  segments: readonly Segment[],
  log: LogOf<"GroundRegistry", "GroundClaimed" | "GroundReleased">,
): readonly Segment[] => {
  const { segmentIndex, blocks } = log.args;
  const digest = segmentDigest(blocks);
  if (log.eventName === "GroundReleased") {
    if (segments[segmentIndex]?.digest !== digest)
      throw inconsistent(log, segmentIndex, `the blocks of one of ${segments.length} segments`);
    return segments.toSpliced(segmentIndex, 1);
  }
  if (segmentIndex !== segments.length)
    throw inconsistent(log, segmentIndex, `the segment after ${segments.length} others`);
  return [...segments, { blocks, digest }];
};
