import { GroundError } from "../errors.ts";
import { wordCounter } from "./storage-words.ts";
import type { Block } from "./types.ts";

/** A block and its ancestors at level 8 and 12. */
const MOST_WORDS_OF_A_BLOCK = 3;

/**
 * Blocks in order, cut into as few segments as touch at most so many words of ground each: what GroundRegistry weighs
 * a claim by.
 * @throws GroundError `GROUND_SEGMENT_SIZE` unless maxWords is an integer from 3
 */
export const segmentBlocks = (blocks: readonly Block[], maxWords: number): Block[][] => {
  if (!Number.isSafeInteger(maxWords) || maxWords < MOST_WORDS_OF_A_BLOCK)
    throw new GroundError({
      code: "GROUND_SEGMENT_SIZE",
      failure: "usage",
      field: "maxWords",
      value: maxWords,
      rule: `must be an integer from ${MOST_WORDS_OF_A_BLOCK}`,
    });
  const segments: Block[][] = [];
  let [counter, words] = [wordCounter(), Infinity];
  for (const block of blocks) {
    if (words + counter.added(block) > maxWords) {
      segments.push([]);
      [counter, words] = [wordCounter(), 0];
    }
    words += counter.added(block);
    counter.add(block);
    segments.at(-1)!.push(block);
  }
  return segments;
};
