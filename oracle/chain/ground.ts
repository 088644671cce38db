import type { Hex } from "viem";

import { AttestError } from "../errors.ts";
import { groundRoot } from "../ground/ground-root.ts";
import type { Block } from "../ground/types.ts";
import type { Chain } from "./connect.ts";
import { onChain } from "./errors.ts";
import { readLogs } from "./logs.ts";

export type ProjectGround = {
  readonly root: Hex;
  /** In the order of claiming. */
  readonly segments: readonly (readonly Block[])[];
  /** All blocks ascending by cell; a parent claimed in several segments appears once. */
  readonly blocks: readonly Block[];
  readonly edgeCells: bigint;
};

/** Blocks ascending by cell, bits of the same cell joined. */
export const mergeSegments = (segments: readonly (readonly Block[])[]): readonly Block[] => {
  const bitsOf = new Map<bigint, bigint>();
  for (const { cell, bits } of segments.flat()) bitsOf.set(cell, (bitsOf.get(cell) ?? 0n) | bits);
  return [...bitsOf].map(([cell, bits]) => ({ cell, bits })).sort((a, b) => (a.cell < b.cell ? -1 : 1));
};

/**
 * A project's ground out of the chain's logs alone, checked against the root that the chain holds.
 * @throws AttestError `ATTEST_GROUND_LOGS` when the logs do not lead to the root: the endpoint leaves logs out or lies.
 */
export const groundOfProject = async (chain: Chain, projectId: bigint): Promise<ProjectGround> => {
  const { address, abi } = chain.contracts.ground;
  const [[root, edgeCells], claimed, released] = await Promise.all([
    onChain("projectId", () => chain.contracts.ground.read.groundOf([projectId])),
    readLogs(chain, { address, abi, eventName: "GroundClaimed", args: { projectId } }),
    readLogs(chain, { address, abi, eventName: "GroundReleased", args: { projectId } }),
  ]);
  const segments: (readonly Block[])[] = [];
  const inOrder = [...claimed, ...released].sort((a, b) =>
    a.blockNumber === b.blockNumber ? a.logIndex - b.logIndex : a.blockNumber < b.blockNumber ? -1 : 1,
  );
  // Releases take the last segment first (IGroundRegistry.release).
  for (const { eventName, args } of inOrder)
    if (eventName === "GroundClaimed") segments.push(args["blocks"] as readonly Block[]);
    else segments.pop();
  const folded = groundRoot(projectId, segments);
  if (folded !== root)
    throw new AttestError({
      code: "ATTEST_GROUND_LOGS",
      failure: "check",
      field: "groundRoot",
      value: { logs: folded, chain: root },
      rule: "the logs of the project's claims lead to the root that the chain holds",
    });
  return { root, segments, blocks: mergeSegments(segments), edgeCells };
};
