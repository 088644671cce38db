import type { Grid } from "../../grid/types.ts";
import type { Window } from "../../grid/window.ts";
import type { FieldMap } from "./field-map.ts";

/**
 * Where fields and claimed ground lie, as runs along rows: four numbers each, row and first column on the plan's grid,
 * length, and 2 * (label + 1) + claimed. What no run covers is neither.
 */
export type FieldRuns = Int32Array;

const NUMBERS_OF_RUN = 4;

export const runsOf = ({ col, row, width }: Window, { labels, claimed }: FieldMap): FieldRuns => {
  const runs: number[] = [];
  let [start, code] = [0, 0];
  const close = (end: number): void => {
    if (code !== 0) runs.push(row + Math.floor(start / width), col + (start % width), end - start, code);
  };
  labels.forEach((label, index) => {
    const next = 2 * (label + 1) + (claimed[index] as number);
    if (next === code && index % width !== 0) return;
    close(index);
    [start, code] = [index, next];
  });
  close(labels.length);
  return Int32Array.from(runs);
};

export const joinRuns = (parts: readonly FieldRuns[]): FieldRuns => {
  const joined = new Int32Array(parts.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const part of parts) {
    joined.set(part, at);
    at += part.length;
  }
  return joined;
};

/** Runs in ascending order of row; those of a row are numbers starts[row] to starts[row + 1] - 1. */
export type RunIndex = { readonly starts: Int32Array; readonly runs: FieldRuns };

/** Sorts runs by row, by counting. */
export const indexRuns = ({ height }: Grid, runs: FieldRuns): RunIndex => {
  const starts = new Int32Array(height + 1);
  for (let at = 0; at < runs.length; at += NUMBERS_OF_RUN) starts[(runs[at] as number) + 1]! += 1;
  for (let row = 0; row < height; row += 1) starts[row + 1]! += starts[row] as number;
  const next = starts.slice();
  const sorted = new Int32Array(runs.length);
  for (let at = 0; at < runs.length; at += NUMBERS_OF_RUN) {
    const row = runs[at] as number;
    sorted.set(runs.subarray(at, at + NUMBERS_OF_RUN), (next[row] as number) * NUMBERS_OF_RUN);
    next[row]! += 1;
  }
  return { starts, runs: sorted };
};

/** A map of the grid, row by row: `valueOf` a label (-1 is none) and whether the pixel is claimed. */
export const paintRows =
  ({ width }: Grid, { starts, runs }: RunIndex, valueOf: (label: number, claimed: boolean) => number) =>
  (first: number, count: number): Int32Array => {
    const values = new Int32Array(count * width).fill(valueOf(-1, false));
    const end = (starts[first + count] as number) * NUMBERS_OF_RUN;
    for (let at = (starts[first] as number) * NUMBERS_OF_RUN; at < end; at += NUMBERS_OF_RUN) {
      const row = runs[at] as number;
      const code = runs[at + 3] as number;
      const from = (row - first) * width + (runs[at + 1] as number);
      values.fill(valueOf((code >> 1) - 1, (code & 1) === 1), from, from + (runs[at + 2] as number));
    }
    return values;
  };
