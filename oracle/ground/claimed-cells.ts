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
/** Tables beside those of blocks, before more are made: of ancestors, mostly. */
const SPARE = 64;
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
  let tables = new Int32Array((blocks.length + SPARE) * TABLE).fill(ALL, ALL * TABLE, (ALL + 1) * TABLE);
  let count = 2;
  const added = (): number => {
    if (count * TABLE === tables.length) {
      const larger = new Int32Array(2 * tables.length);
      larger.set(tables);
      tables = larger;
    }
    return count++;
  };
  /** The table of a cell, made where there is none yet; ALL where the cell is claimed whole. */
  const opened = (level: number, face: number, i: number, j: number): number => {
    let shift = level - ROOT_LEVEL;
    const root = rootOf(face, i >> shift, j >> shift);
    let table = roots[root]! === NONE ? (roots[root] = added()) : roots[root]!;
    while (shift > 0 && table !== ALL) {
      shift -= 4;
      const at = table * TABLE + placeOf(i >> shift, j >> shift);
      const next = tables[at]! === NONE ? added() : tables[at]!;
      table = tables[at] = next;
    }
    return table;
  };
  blocks.forEach(({ cell, bits }, k) => {
    const { face, i, j, turn } = faceIJOfCell(cell);
    const table = opened(levels[k]!, face, i, j);
    if (table === ALL) return;
    const places = PLACES[turn]!;
    for (let word = 0; word < TABLE; word += BITS_OF_WORD) {
      let part = Number(BigInt.asUintN(BITS_OF_WORD, bits >> BigInt(word))) | 0;
      for (; part !== 0; part &= part - 1)
        tables[table * TABLE + places[word + BITS_OF_WORD - 1 - Math.clz32(part & -part)]!] = ALL;
    }
  });
  const made = tables.subarray(0, count * TABLE);

  const tableOf = (level: number, face: number, i: number, j: number): number => {
    let shift = level - ROOT_LEVEL;
    let entry = roots[rootOf(face, i >> shift, j >> shift)]!;
    while (shift > 0) {
      shift -= 4;
      entry = made[entry * TABLE + placeOf(i >> shift, j >> shift)]!;
    }
    return entry;
  };
  const level = Math.max(8, ...new Set(levels)) + 4;
  return {
    level,
    tables: made,
    tableOf,
    has: (face, i, j) => made[tableOf(level - 4, face, i >> 4, j >> 4) * TABLE + placeOf(i, j)] === ALL,
  };
};
