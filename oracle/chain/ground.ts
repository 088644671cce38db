import type { Hex } from "viem";

import { SixfoldError } from "../core/errors.ts";
import { mergeBlocks } from "../core/ground/merge-blocks.ts";
import type { Block } from "../core/ground/types.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import type { Segment } from "./fold/registry.ts";
import { foldSegment, rootOf } from "./fold/segments.ts";
import { readLogs } from "./read-logs.ts";

export type ClaimedGround = {
  readonly root: Hex;
  /** In the order of claiming. */
  readonly segments: readonly (readonly Block[])[];
  /** All blocks ascending by cell; a parent claimed in several segments appears once. */
  readonly blocks: readonly Block[];
  readonly edgeCells: bigint;
};

/**
 * A project's ground out of the chain's logs alone, checked against the root that the chain holds.
 * @throws SixfoldError `CHAIN_GROUND_LOGS` (check) when the logs do not lead to the root: the endpoint leaves logs out
 *   or lies; SixfoldError `CHAIN_LOGS_INCONSISTENT` (check) when a log does not follow those before it.
 */
export const groundOfProject = async (chain: Chain, projectId: bigint): Promise<ClaimedGround> => {
  const [[root, edgeCells], logs] = await Promise.all([
    onChain("projectId", () => chain.contracts.ground.read.groundOf([projectId])),
    readLogs(chain, {
      contract: "GroundRegistry",
      events: ["GroundClaimed", "GroundReleased"],
      args: { projectId },
    }),
  ]);
  const folded = logs.reduce<readonly Segment[]>(foldSegment, []);
  const foldedRoot = rootOf(projectId, folded);
  if (foldedRoot !== root)
    throw new SixfoldError({
      code: "CHAIN_GROUND_LOGS",
      failure: "check",
      field: "groundRoot",
      value: { logs: foldedRoot, chain: root },
      rule: "the logs of the project's claims lead to the root that the chain holds",
    });
  const segments = folded.map(({ blocks }) => blocks);
  return { root, segments, blocks: mergeBlocks(segments.flat()), edgeCells };
};
