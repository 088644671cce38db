import { faceIJOfCell, POSITION_TO_IJ, POSITION_TO_TURN } from "./s2.ts";
import { levelOfBlock } from "./validate-blocks.ts";
import type { Block } from "./types.ts";

/** Entries that are no number: none of a cell is claimed, or all of it. */
export const NONE = 0;
export const ALL = 1;

/**
 * Claimed cells as a tree of 16 x 16 tables, each of one cell's descendants four levels down, row by row (16 i + j).
 * Table NONE holds NONE throughout and table ALL ALL, so that an entry can be read like any other's number.
 */
export type ClaimedCells = {
  /** Of the finest cells that blocks name: 12, 16 or 20. */
  readonly level: number;
  /** Tables of the finest cells, one after the other: NONE or ALL. */
  readonly leaves: Uint8Array;
  /** Tables above: NONE, ALL or a number, of a leaf or of another such table. */
  readonly tables: Int32Array;
  /** The number of the table of a cell at level 4, 8, 12 or 16, above the finest. */
  readonly tableOf: (level: number, face: number, i: number, j: number) => number;
  /** Whether a cell at the finest level is claimed. */
  readonly has: (face: number, i: number, j: number) => boolean;
};

const ROOT_LEVEL = 4;
const TABLE = 256;
/** Tables above the leaves, before more are made. */
const FEW_TABLES = 16;

/** Per turn of the curve: place (16 i + j) of each of the 256 descendants four levels down, in Hilbert order. */
export const PLACES = [0, 1, 2, 3].map((turn) => {
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

/** Marks the descendants whose bit is set, in the table that starts at `from`. */
const mark = (tables: Int32Array | Uint8Array, from: number, bits: bigint, places: Uint8Array): void => {
  // Of the ways to a bigint's bits this is the fastest.
  const digits = bits.toString(16);
  for (let k = 0; k < digits.length; k++) {
    const code = digits.charCodeAt(digits.length - 1 - k);
    let part = code < 58 ? code - 48 : code - 87;
    for (; part !== 0; part &= part - 1) tables[from + places[4 * k + 31 - Math.clz32(part & -part)]!] = ALL;
  }
};

/**
 * An index of blocks, in any order; a cell that several blocks name holds the bits of all.
 *
 * Memory: 256 bytes for each block at the finest level, a KiB for others and for each ancestor at level 4, 8 and 12.
 *
 * @throws SixfoldError GROUND_BLOCK_CELL, GROUND_BLOCK_BITS
 */
export const claimedCells = (blocks: readonly Block[]): ClaimedCells => {
  const levels = blocks.map((block, k) => levelOfBlock(block, `/${k}`));
  const leafLevel = levels.reduce((finest, level) => Math.max(finest, level), 8);
  const roots = new Int32Array(6 << (2 * ROOT_LEVEL));
  const atMost = levels.reduce((count, level) => (level === leafLevel ? count + 1 : count), 2);
  const leaves = new Uint8Array(atMost * TABLE).fill(ALL, ALL * TABLE, (ALL + 1) * TABLE);
  let tables = new Int32Array(FEW_TABLES * TABLE).fill(ALL, ALL * TABLE, (ALL + 1) * TABLE);
  let [leafCount, tableCount] = [2, 2];
  const addTable = (): number => {
    if (tableCount * TABLE === tables.length) {
      const larger = new Int32Array(2 * tables.length);
      larger.set(tables);
      tables = larger;
    }
    return tableCount++;
  };
  /** The number of a cell's table, made where there is none yet; ALL where the cell is claimed whole. */
  const opened = (level: number, face: number, i: number, j: number): number => {
    let shift = level - ROOT_LEVEL;
    const root = rootOf(face, i >> shift, j >> shift);
    if (roots[root] === NONE) roots[root] = addTable();
    let table = roots[root]!;
    while (shift > 0 && table !== ALL) {
      shift -= 4;
      const at = table * TABLE + placeOf(i >> shift, j >> shift);
      table = tables[at]!;
      if (table !== NONE) continue;
      table = level - shift === leafLevel ? leafCount++ : addTable();
      tables[at] = table;
    }
    return table;
  };
  blocks.forEach(({ cell, bits }, k) => {
    const { face, i, j, turn } = faceIJOfCell(cell);
    const level = levels[k]!;
    const table = opened(level, face, i, j);
    if (table === ALL) return;
    mark(level === leafLevel ? leaves : tables, table * TABLE, bits, PLACES[turn]!);
  });
  const made = tables.subarray(0, tableCount * TABLE);

  const tableOf = (level: number, face: number, i: number, j: number): number => {
    let shift = level - ROOT_LEVEL;
    let entry = roots[rootOf(face, i >> shift, j >> shift)]!;
    while (shift > 0) {
      shift -= 4;
      entry = made[entry * TABLE + placeOf(i >> shift, j >> shift)]!;
    }
    return entry;
  };
  return {
    level: leafLevel + 4,
    leaves: leaves.subarray(0, leafCount * TABLE),
    tables: made,
    tableOf,
    has: (face, i, j) => leaves[tableOf(leafLevel, face, i >> 4, j >> 4) * TABLE + placeOf(i, j)] === ALL,
  };
};
