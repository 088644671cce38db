import { levelOfCell, parentCell } from "../../core/ground/s2.ts";
import type { Block } from "../../core/ground/types.ts";
import type { Draft } from "./draft.ts";
import type { EarnedGround, EarnedLayers, GroundWord, Registry } from "./registry.ts";

/** Levels of the grid are four apart; the coarsest parents are at level 8 (GroundRegistry). */
const STEP = 4;
const TOP_LEVEL = 8;
const EMPTY: GroundWord = { taken: 0n, touched: 0n };
const ALL = (1n << 256n) - 1n;

/** A cell's parent in the grid, and its bit among the parent's children: its last four steps along the curve. */
const parentAndBit = (cell: bigint, level: number): { readonly parent: bigint; readonly bit: bigint } => ({
  parent: parentCell(cell, level - STEP),
  bit: 1n << ((cell >> BigInt(61 - 2 * level)) & 0xffn),
});

const write = (draft: Draft, stock: number, cell: bigint, word: GroundWord): void =>
  draft.putIn("groundWords", stock, cell, word.taken === 0n && word.touched === 0n ? undefined : word);

const wordOf = (draft: Draft, stock: number, cell: bigint): GroundWord =>
  draft.now().groundWords.get(stock)?.get(cell) ?? EMPTY;

/** Marks the parents of a cell, up to the first that knows: from there up all do. */
const touch = (draft: Draft, stock: number, cell: bigint): void => {
  const level = levelOfCell(cell);
  if (level <= TOP_LEVEL) return;
  const { parent, bit } = parentAndBit(cell, level);
  const word = wordOf(draft, stock, parent);
  if ((word.touched & bit) !== 0n) return;
  write(draft, stock, parent, { ...word, touched: word.touched | bit });
  touch(draft, stock, parent);
};

/** Takes a cell without claims out of its parents' words. */
const leave = (draft: Draft, stock: number, cell: bigint): void => {
  const { taken, touched } = wordOf(draft, stock, cell);
  const level = levelOfCell(cell);
  if ((taken | touched) !== 0n || level <= TOP_LEVEL) return;
  const { parent, bit } = parentAndBit(cell, level);
  const word = wordOf(draft, stock, parent);
  write(draft, stock, parent, { ...word, touched: word.touched & ~bit });
  leave(draft, stock, parent);
};

export const takeBlock = (draft: Draft, stock: number, { cell, bits }: Block): void => {
  const word = wordOf(draft, stock, cell);
  write(draft, stock, cell, { ...word, taken: word.taken | bits });
  touch(draft, stock, cell);
};

export const freeBlock = (draft: Draft, stock: number, { cell, bits }: Block): void => {
  const word = wordOf(draft, stock, cell);
  write(draft, stock, cell, { ...word, taken: word.taken & ~bits });
  leave(draft, stock, cell);
};

const EMPTY_EARNED: EarnedGround = { whole: new Map(), below: new Map() };

const addEarned = (
  draft: Draft,
  stock: number,
  { cell, bits }: Block,
  kind: keyof EarnedGround,
  until: number,
): void => {
  const earned = draft.now().earnedGround.get(stock)?.get(cell) ?? EMPTY_EARNED;
  const layers = new Map(earned[kind]).set(until, (earned[kind].get(until) ?? 0n) | bits);
  draft.putIn("earnedGround", stock, cell, { ...earned, [kind]: layers });
};

/** Notes that released ground was credited until a time (Unix seconds): at its parent, and at those above. */
export const markEarned = (draft: Draft, stock: number, block: Block, until: number): void => {
  addEarned(draft, stock, block, "whole", until);
  let cell = block.cell;
  for (let level = levelOfCell(cell); level > TOP_LEVEL; level -= STEP) {
    const { parent, bit } = parentAndBit(cell, level);
    addEarned(draft, stock, { cell: parent, bits: bit }, "below", until);
    cell = parent;
  }
};

const after = (layers: EarnedLayers, time: number): bigint =>
  [...layers].reduce((sum, [until, bits]) => (until > time ? sum | bits : sum), 0n);

/** What `GroundRegistry.earnedAfter` tells: a parent's children with released ground that was credited beyond a time. */
export const earnedAfter = ({ earnedGround }: Registry, stock: number, cell: bigint, time: number): bigint => {
  const wordsOf = (parent: bigint): EarnedGround => earnedGround.get(stock)?.get(parent) ?? EMPTY_EARNED;
  let inner = cell;
  for (let level = levelOfCell(cell); level > TOP_LEVEL; level -= STEP) {
    const { parent, bit } = parentAndBit(inner, level);
    if ((after(wordsOf(parent).whole, time) & bit) !== 0n) return ALL;
    inner = parent;
  }
  const { whole, below } = wordsOf(cell);
  return after(whole, time) | after(below, time);
};
