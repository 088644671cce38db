import { SixfoldError } from "../errors.ts";
import { levelOfCell } from "./s2.ts";
import type { Block, EdgeLevel } from "./types.ts";

const ALL = 1n << 256n;
const fail = (code: string, field: string, value: unknown, rule: string): never => {
  throw new SixfoldError({ code, failure: "usage", field, value, rule });
};

/**
 * Level of a block's cell: 8, 12 or 16.
 *
 * @throws SixfoldError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const levelOfBlock = ({ cell, bits }: Block, field: string): number => {
  const level = levelOfCell(cell);
  if (level !== 8 && level !== 12 && level !== 16)
    fail("GROUND_BLOCK_CELL", `${field}/cell`, cell, "must be an S2 cell id at level 8, 12 or 16");
  if (bits <= 0n || bits >= ALL) fail("GROUND_BLOCK_BITS", `${field}/bits`, bits, "must be over 0 and under 2^256");
  return level;
};

/**
 * Checks a list of blocks as a claim must state it: cells strictly ascending, none finer than the edge level.
 *
 * @throws SixfoldError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS, GROUND_BLOCK_ORDER
 */
export const validateBlocks = (blocks: readonly Block[], edgeLevel: EdgeLevel): void =>
  blocks.forEach((block, k) => {
    if (levelOfBlock(block, `/${k}`) + 4 > edgeLevel)
      fail("GROUND_BLOCK_CELL", `/${k}/cell`, block.cell, `its descendants may not be finer than level ${edgeLevel}`);
    if (k > 0 && block.cell <= blocks[k - 1]!.cell)
      fail("GROUND_BLOCK_ORDER", `/${k}/cell`, block.cell, "must be greater than the cell before");
  });
