import { encodeAbiParameters, encodePacked, keccak256 } from "viem";
import type { Hex } from "viem";

import type { Block } from "./types.ts";

const BLOCKS = [
  {
    type: "tuple[]",
    components: [
      { name: "cell", type: "uint64" },
      { name: "bits", type: "uint256" },
    ],
  },
] as const;

/** The root of a project that has claimed nothing. */
export const openingRoot = (projectId: bigint): Hex =>
  keccak256(encodeAbiParameters([{ type: "uint64" }], [projectId]));

/** What the root chains for a segment. */
export const segmentDigest = (segment: readonly Block[]): Hex => keccak256(encodeAbiParameters(BLOCKS, [segment]));

/** The root after one more segment. */
export const extendRoot = (root: Hex, digest: Hex): Hex =>
  keccak256(encodePacked(["bytes32", "bytes32"], [root, digest]));

/** The chain's record of what was claimed: keccak256(projectId), then folded with the digest of each segment in order. */
export const groundRoot = (projectId: bigint, segments: readonly (readonly Block[])[]): Hex =>
  segments.map(segmentDigest).reduce(extendRoot, openingRoot(projectId));
