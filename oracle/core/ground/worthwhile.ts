import { levelOfCell } from "./s2.ts";
import type { Block, EdgeLevel } from "./types.ts";

const STEP = 4;

const count = (bits: bigint): number => bits.toString(2).replaceAll("0", "").length;

/**
 * The blocks that are worth their storage word: those at the edge that hold at least so many cells. Coarser blocks hold
 * at least 256 cells each and always stay.
 * @param leastCells from 1, which leaves nothing out, to 256.
 */
export const worthwhile = (blocks: readonly Block[], edgeLevel: EdgeLevel, leastCells: number): readonly Block[] =>
  blocks.filter(({ cell, bits }) => levelOfCell(cell) + STEP < edgeLevel || count(bits) >= leastCells);
