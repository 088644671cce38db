import { levelOfCell, parentCell } from "../../core/ground/s2.ts";
import type { Block } from "../../core/ground/types.ts";
import type { Draft } from "./draft.ts";
import type { GroundWord } from "./registry.ts";

/** Levels of the grid are four apart; the coarsest parents are at level 8 (GroundRegistry). */
const STEP = 4;
const TOP_LEVEL = 8;
const EMPTY: GroundWord = { taken: 0n, touched: 0n };

/** A cell's parent in the grid, and its bit among the parent's children: its last four steps along the curve. */
const parentAndBit = (cell: bigint, level: number): { readonly parent: bigint; readonly bit: bigint } => ({
  parent: parentCell(cell, level - STEP),
  bit: 1n << ((cell >> BigInt(61 - 2 * level)) & 0xffn),
});

const write = (draft: Draft, pool: number, cell: bigint, word: GroundWord): void =>
  draft.putIn("groundWords", pool, cell, word.taken === 0n && word.touched === 0n ? undefined : word);

const wordOf = (draft: Draft, pool: number, cell: bigint): GroundWord =>
  draft.now().groundWords.get(pool)?.get(cell) ?? EMPTY;

/** Marks the parents of a cell, up to the first that knows: from there up all do. */
const touch = (draft: Draft, pool: number, cell: bigint): void => {
  const level = levelOfCell(cell);
  if (level <= TOP_LEVEL) return;
  const { parent, bit } = parentAndBit(cell, level);
  const word = wordOf(draft, pool, parent);
  if ((word.touched & bit) !== 0n) return;
  write(draft, pool, parent, { ...word, touched: word.touched | bit });
  touch(draft, pool, parent);
};

/** Takes a cell without claims out of its parents' words. */
const leave = (draft: Draft, pool: number, cell: bigint): void => {
  const { taken, touched } = wordOf(draft, pool, cell);
  const level = levelOfCell(cell);
  if ((taken | touched) !== 0n || level <= TOP_LEVEL) return;
  const { parent, bit } = parentAndBit(cell, level);
  const word = wordOf(draft, pool, parent);
  write(draft, pool, parent, { ...word, touched: word.touched & ~bit });
  leave(draft, pool, parent);
};

export const takeBlock = (draft: Draft, pool: number, { cell, bits }: Block): void => {
  const word = wordOf(draft, pool, cell);
  write(draft, pool, cell, { ...word, taken: word.taken | bits });
  touch(draft, pool, cell);
};

export const freeBlock = (draft: Draft, pool: number, { cell, bits }: Block): void => {
  const word = wordOf(draft, pool, cell);
  write(draft, pool, cell, { ...word, taken: word.taken & ~bits });
  leave(draft, pool, cell);
};

/** Marks released ground of a project that earned until `end` (Unix seconds): at its parent, and at those above. */
export const markEarned = (draft: Draft, pool: number, { cell }: Block, end: number): void => {
  const markOf = (parent: bigint) => draft.now().earnedMarks.get(pool)?.get(parent) ?? { here: 0, below: 0 };
  const mark = markOf(cell);
  draft.putIn("earnedMarks", pool, cell, { ...mark, here: Math.max(mark.here, end) });
  for (let level = levelOfCell(cell) - STEP; level >= TOP_LEVEL; level -= STEP) {
    const parent = parentCell(cell, level);
    const above = markOf(parent);
    draft.putIn("earnedMarks", pool, parent, { ...above, below: Math.max(above.below, end) });
  }
};
