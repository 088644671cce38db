import { faceIJOfCell, POSITION_TO_IJ, POSITION_TO_TURN } from "./s2.ts";
import { levelOfBlock } from "./validate-blocks.ts";
import type { Block } from "./types.ts";

/** Entries of a table: none of the cell is claimed, all of it is, or the number of the table that tells. */
export const NONE = 0;
export const ALL = 1;

/**
 * Claimed cells as a tree of 16 x 16 tables, each of one cell's descendants four levels down, row by row (16 i + j).
 * Table NONE holds 0 throughout and table ALL 1, so that a number found one step up can be read like any other's.
 */
export type ClaimedCells = {
  /** Of the finest cells that blocks name: 12, 16 or 20. */
  readonly level: number;
  /** The tables, one after the other. */
  readonly tables: Int32Array;
  /** The table of a cell at level 4, 8, 12 or 16, above the finest: NONE, ALL or a number. */
  readonly tableOf: (level: number, face: number, i: number, j: number) => number;
  /** Whether a cell at the finest level is claimed. */
  readonly has: (face: number, i: number, j: number) => boolean;
};

const ROOT_LEVEL = 4;
const TABLE = 256;
const BITS_OF_WORD = 32;

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
  return Uint8Array.from(places);
});

const placeOf = (i: number, j: number): number => ((i & 15) << 4) | (j & 15);
const rootOf = (face: number, i: number, j: number): number => (((face << ROOT_LEVEL) | i) << ROOT_LEVEL) | j;

/**
 * An index of blocks, in any order; a cell that several blocks name holds the bits of all.
 *
 * Memory: at most a KiB for each block and for each of its ancestors at level 4, 8 and 12.
 *
 * @throws GroundError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const claimedCells = (blocks: readonly Block[]): ClaimedCells => {
  const levels = blocks.map((block, k) => levelOfBlock(block, `/${k}`));
  const roots = new Int32Array(6 << (2 * ROOT_LEVEL));
  const atMost = levels.reduce((sum, level) => sum + level / 4, 2);
  const tables = new Int32Array(atMost * TABLE).fill(ALL, ALL * TABLE, (ALL + 1) * TABLE);
  let count = 2;

  /** The table behind an entry, made where there is none yet; undefined where the entry's cell is claimed whole. */
  const opened = (entries: Int32Array, at: number): number | undefined => {
    const entry = entries[at]!;
    if (entry === ALL) return undefined;
    if (entry !== NONE) return entry;
    entries[at] = count;
    return count++;
  };
  blocks.forEach(({ cell, bits }, k) => {
    const { face, i, j, turn } = faceIJOfCell(cell);
    let shift = levels[k]! - ROOT_LEVEL;
    let table = opened(roots, rootOf(face, i >> shift, j >> shift));
    while (table !== undefined && shift > 0) {
      shift -= 4;
      table = opened(tables, table * TABLE + placeOf(i >> shift, j >> shift));
    }
    if (table === undefined) return;
    const places = PLACES[turn]!;
    for (let word = 0; word < TABLE; word += BITS_OF_WORD) {
      const part = Number(BigInt.asUintN(BITS_OF_WORD, bits >> BigInt(word)));
      for (let bit = 0; bit < BITS_OF_WORD; bit++)
        if (((part >>> bit) & 1) === 1) tables[table * TABLE + places[word + bit]!] = ALL;
    }
  });

  const tableOf = (level: number, face: number, i: number, j: number): number => {
    let shift = level - ROOT_LEVEL;
    let entry = roots[rootOf(face, i >> shift, j >> shift)]!;
    while (shift > 0) {
      shift -= 4;
      entry = tables[entry * TABLE + placeOf(i >> shift, j >> shift)]!;
    }
    return entry;
  };
  const level = Math.max(8, ...new Set(levels)) + 4;
  return {
    level,
    tables,
    tableOf,
    has: (face, i, j) => tables[tableOf(level - 4, face, i >> 4, j >> 4) * TABLE + placeOf(i, j)] === ALL,
  };
};
