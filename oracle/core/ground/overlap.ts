import { parentCell } from "./s2.ts";
import { levelOfBlock } from "./validate-blocks.ts";
import type { Block } from "./types.ts";

const PARENT_LEVELS = [8, 12, 16] as const;
const ALL = (1n << 256n) - 1n;

/** Bit of the descendant of a cell's ancestor at `level`, four levels down, that holds the cell or is it. */
const bitTowards = (cell: bigint, level: number): bigint => 1n << ((cell >> BigInt(53 - 2 * level)) & 255n);

/**
 * The part of blocks that meets others: bits whose cells are claimed by others, lie in a cell of theirs or hold one.
 * What `GroundRegistry.conflicts` answers for a pool that holds the others. In the order of `blocks`; empty if disjoint.
 *
 * @throws SixfoldError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const overlap = (blocks: readonly Block[], others: readonly Block[]): Block[] => {
  const taken = new Map<bigint, bigint>();
  const touched = new Map<bigint, bigint>();
  const add = (words: Map<bigint, bigint>, cell: bigint, bits: bigint): unknown =>
    words.set(cell, (words.get(cell) ?? 0n) | bits);
  others.forEach((other, k) => {
    const level = levelOfBlock(other, `/others/${k}`);
    add(taken, other.cell, other.bits);
    for (const above of PARENT_LEVELS)
      if (above < level) add(touched, parentCell(other.cell, above), bitTowards(other.cell, above));
  });
  return blocks.flatMap((block, k) => {
    const level = levelOfBlock(block, `/blocks/${k}`);
    const covered = PARENT_LEVELS.some((above) => {
      if (above >= level) return false;
      return ((taken.get(parentCell(block.cell, above)) ?? 0n) & bitTowards(block.cell, above)) !== 0n;
    });
    const words = covered ? ALL : (taken.get(block.cell) ?? 0n) | (touched.get(block.cell) ?? 0n);
    const bits = block.bits & words;
    return bits === 0n ? [] : [{ cell: block.cell, bits }];
  });
};
