import { mergeBlocks } from "./merge-blocks.ts";
import { meetingWith } from "./overlap.ts";
import { descendantCell, levelOfCell } from "./s2.ts";
import type { Block, EdgeLevel } from "./types.ts";

const ALL = (1n << 256n) - 1n;
const STEP = 4;

/** The children that bits name, as blocks of all their own children. */
export const openChildren = ({ cell, bits }: Block): readonly Block[] => {
  const level = levelOfCell(cell);
  const children: Block[] = [];
  for (let index = 0; index < 256; index++)
    if ((bits >> BigInt(index)) & 1n) children.push({ cell: descendantCell(cell, level, index), bits: ALL });
  return children;
};

/**
 * What is left of blocks without others. A child that holds ground of others is opened into finer blocks, down to the
 * edge level, where it is left out whole.
 * @param blocks not finer than the edge level; in any order.
 * @returns ascending by cell
 * @throws SixfoldError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const subtract = (
  blocks: readonly Block[],
  others: readonly Block[],
  edgeLevel: EdgeLevel,
): readonly Block[] => {
  const meeting = meetingWith(others);
  const left: Block[] = [];
  for (let open = blocks; open.length > 0;)
    open = open.flatMap((block, k) => {
      const { cell, bits } = block;
      const { inside, around } = meeting(block, `/blocks/${k}`);
      const free = bits & ~inside & ~around;
      if (free !== 0n) left.push({ cell, bits: free });
      return levelOfCell(cell) + STEP < edgeLevel ? openChildren({ cell, bits: around }) : [];
    });
  return mergeBlocks(left);
};
