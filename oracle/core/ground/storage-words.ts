import { levelOfCell, parentCell } from "./s2.ts";
import type { Block } from "./types.ts";

/** Levels of parents that can have ground claimed below them (GroundRegistry). */
const ANCESTOR_LEVELS = [8, 12] as const;

/** A block's ancestors, coarsest first. */
const ancestorsOf = (cell: bigint): readonly bigint[] =>
  ANCESTOR_LEVELS.filter((level) => level < levelOfCell(cell)).map((level) => parentCell(cell, level));

/**
 * Counts the storage words that a claim writes on empty ground, block by block: `taken`, one a block, and `touched`, one
 * for each distinct ancestor at level 8 or 12. Sets the greater part of the claim's gas.
 */
export const wordCounter = () => {
  const seen = new Set<bigint>();
  return {
    /** Words that a block would add. */
    added: ({ cell }: Block): number => 1 + ancestorsOf(cell).filter((ancestor) => !seen.has(ancestor)).length,
    add: ({ cell }: Block): void => ancestorsOf(cell).forEach((ancestor) => seen.add(ancestor)),
  };
};

/** The storage words of a whole list of blocks, in any order. */
export const storageWords = (blocks: readonly Block[]): number => {
  const counter = wordCounter();
  return blocks.reduce((sum, block) => {
    const added = counter.added(block);
    counter.add(block);
    return sum + added;
  }, 0);
};
