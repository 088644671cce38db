import type { Hex } from "viem";

import { extendRoot, openingRoot } from "../../core/ground/ground-root.ts";
import type { LogOf } from "./log.ts";
import { inconsistent } from "./handlers.ts";
import type { Segment } from "./registry.ts";

/** The root that a project's segments lead to. */
export const rootOf = (projectId: bigint, segments: readonly Segment[]): Hex =>
  segments.at(-1)?.root ?? openingRoot(projectId);

/**
 * A project's segments after one more claim or release. Releases take the last segment first.
 * @throws SixfoldError `CHAIN_LOGS_INCONSISTENT` when the log is not about the next segment, or releases other blocks
 *   than were claimed.
 */
export const foldSegment = (
  segments: readonly Segment[],
  log: LogOf<"GroundRegistry", "GroundClaimed" | "GroundReleased">,
): readonly Segment[] => {
  const { projectId, segmentIndex, blocks } = log.args;
  const kept = log.eventName === "GroundClaimed" ? segments : segments.slice(0, -1);
  if (segmentIndex !== kept.length) throw inconsistent(log, segmentIndex, `the segment after ${kept.length} others`);
  const root = extendRoot(rootOf(projectId, kept), blocks);
  if (log.eventName === "GroundClaimed") return [...kept, { blocks, root }];
  if (segments.at(-1)?.root !== root) throw inconsistent(log, root, "the blocks that were claimed last");
  return kept;
};
