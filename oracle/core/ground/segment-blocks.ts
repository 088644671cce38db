import { SixfoldError } from "../errors.ts";
import type { Block } from "./types.ts";

/** Blocks in order, at most `maxBlocks` to a segment. Throws SixfoldError unless maxBlocks is a positive integer. */
export const segmentBlocks = (blocks: readonly Block[], maxBlocks: number): Block[][] => {
  if (!Number.isSafeInteger(maxBlocks) || maxBlocks < 1)
    throw new SixfoldError({
      code: "GROUND_SEGMENT_SIZE",
      failure: "usage",
      field: "maxBlocks",
      value: maxBlocks,
      rule: "must be a positive integer",
    });
  const segments: Block[][] = [];
  for (let k = 0; k < blocks.length; k += maxBlocks) segments.push(blocks.slice(k, k + maxBlocks));
  return segments;
};
