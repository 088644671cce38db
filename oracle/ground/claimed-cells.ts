import { faceIJOfCell, POSITION_TO_IJ, POSITION_TO_TURN } from "./s2.ts";
import { levelOfBlock } from "./validate-blocks.ts";
import type { Block } from "./types.ts";

/** Finest level of the claimed cells, and whether a cell of that level is claimed. */
export type ClaimedCells = {
  readonly level: number;
  readonly has: (face: number, i: number, j: number) => boolean;
};

/** Per turn of the curve: place (16 i + j) of each of the 256 descendants four levels down, in Hilbert order. */
const PLACES = [0, 1, 2, 3].map((turn) => {
  const places: number[] = [];
  const descend = (at: number, i: number, j: number, depth: number): void => {
    if (depth === 4) {
      places.push(16 * i + j);
      return;
    }
    POSITION_TO_IJ[at]!.forEach((ij, k) =>
      descend(at ^ POSITION_TO_TURN[k]!, 2 * i + (ij >> 1), 2 * j + (ij & 1), depth + 1),
    );
  };
  descend(turn, 0, 0, 0);
  return places;
});

/** Claimed descendants of a cell as a 16 x 16 table. */
const addBits = (table: Uint8Array, bits: bigint, turn: number): void => {
  const hex = bits.toString(16).padStart(64, "0");
  PLACES[turn]!.forEach((place, k) => {
    table[place]! |= (parseInt(hex[63 - (k >> 2)]!, 16) >> (k & 3)) & 1;
  });
};

/**
 * An index of blocks, in any order, by numeric keys; a cell that several blocks name holds the bits of all.
 *
 * @throws GroundError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const claimedCells = (blocks: readonly Block[]): ClaimedCells => {
  const tiers = new Map<number, Map<number, Uint8Array>>();
  blocks.forEach((block, k) => {
    const level = levelOfBlock(block, `/${k}`);
    const tables = tiers.get(level) ?? new Map<number, Uint8Array>();
    tiers.set(level, tables);
    const { face, i, j, turn } = faceIJOfCell(block.cell);
    const key = (face * 2 ** level + i) * 2 ** level + j;
    const table = tables.get(key) ?? new Uint8Array(256);
    tables.set(key, table);
    addBits(table, block.bits, turn);
  });
  const finest = Math.max(8, ...tiers.keys()) + 4;
  // Neighbouring pixels mostly ask for the same table again.
  const lookups = [...tiers].map(([level, tables]) => {
    const size = 2 ** level;
    const shift = finest - level;
    let known = -1;
    let table: Uint8Array | undefined;
    return (face: number, i: number, j: number): boolean => {
      const key = (face * size + (i >> shift)) * size + (j >> shift);
      if (key !== known) {
        known = key;
        table = tables.get(key);
      }
      return table !== undefined && table[(((i >> (shift - 4)) & 15) << 4) | ((j >> (shift - 4)) & 15)] === 1;
    };
  });
  return { level: finest, has: (face, i, j) => lookups.some((has) => has(face, i, j)) };
};
