import { parentCell } from "./s2.ts";
import { levelOfBlock } from "./validate-blocks.ts";
import type { Block } from "./types.ts";

const PARENT_LEVELS = [8, 12, 16] as const;
const ALL = (1n << 256n) - 1n;

/** Bit of the descendant of a cell's ancestor at `level`, four levels down, that holds the cell or is it. */
const bitTowards = (cell: bigint, level: number): bigint => 1n << ((cell >> BigInt(53 - 2 * level)) & 255n);

/** How a block meets others: bits whose cells lie in a cell of theirs, and bits whose cells hold one. */
export type Meeting = { readonly inside: bigint; readonly around: bigint };

/**
 * Looks up how blocks meet others, as GroundRegistry does: by words of children claimed whole and touched below.
 *
 * @throws SixfoldError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const meetingWith = (others: readonly Block[]): ((block: Block, field: string) => Meeting) => {
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
  return (block, field) => {
    const level = levelOfBlock(block, field);
    const covered = PARENT_LEVELS.some((above) => {
      if (above >= level) return false;
      return ((taken.get(parentCell(block.cell, above)) ?? 0n) & bitTowards(block.cell, above)) !== 0n;
    });
    const inside = block.bits & (covered ? ALL : (taken.get(block.cell) ?? 0n));
    return { inside, around: block.bits & ~inside & (touched.get(block.cell) ?? 0n) };
  };
};

/**
 * The part of blocks that meets others: bits whose cells are claimed by others, lie in a cell of theirs or hold one.
 * What `GroundRegistry.conflicts` answers for a pool that holds the others. In the order of `blocks`; empty if disjoint.
 *
 * @throws SixfoldError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const overlap = (blocks: readonly Block[], others: readonly Block[]): Block[] => {
  const meeting = meetingWith(others);
  return blocks.flatMap((block, k) => {
    const { inside, around } = meeting(block, `/blocks/${k}`);
    const bits = inside | around;
    return bits === 0n ? [] : [{ cell: block.cell, bits }];
  });
};
