import type { Block } from "./types.ts";

/** Ascending by cell, each once, with the bits of all. */
export const mergeBlocks = (blocks: readonly Block[]): readonly Block[] => {
  const bitsOf = new Map<bigint, bigint>();
  for (const { cell, bits } of blocks) bitsOf.set(cell, (bitsOf.get(cell) ?? 0n) | bits);
  return [...bitsOf].map(([cell, bits]) => ({ cell, bits })).sort((a, b) => (a.cell < b.cell ? -1 : 1));
};
