import type { Block } from "../core/ground/types.ts";

/** Levels of parents: a block's cell is at one of them (GroundRegistry). */
const PARENT_LEVELS = [8, 12, 16] as const;

/** Lowest set bit of an S2 cell id at a level; S2 leaf cells are at level 30. */
const lowestBit = (level: number): bigint => 1n << BigInt(2 * (30 - level));

const ancestor = (cell: bigint, level: number): bigint => {
  const low = lowestBit(level);
  return (cell & ~(low * 2n - 1n)) | low;
};

/**
 * How many storage words a claim writes on empty ground: `taken`, one a block, and `touched`, one for each distinct
 * ancestor at level 8 or 12. Sets the greater part of the claim's gas.
 */
export const storageWords = (blocks: readonly Block[]): number => {
  const touched = new Set(
    blocks.flatMap(({ cell }) =>
      PARENT_LEVELS.filter((level) => lowestBit(level) > (cell & -cell)).map(
        (level) => `${level}:${ancestor(cell, level)}`,
      ),
    ),
  );
  return blocks.length + touched.size;
};
