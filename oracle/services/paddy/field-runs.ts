import type { Grid } from "../../ground/types.ts";
import type { Window } from "../../raster/window.ts";
import type { FieldMap } from "./field-map.ts";

/**
 * Where fields and claimed ground lie, as runs along rows: four numbers each, row and first column on the plan's grid,
 * length, and 2 * (label + 1) + claimed. What no run covers is neither.
 */
export type FieldRuns = Int32Array;

const FIELDS_OF_RUN = 4;

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

/** A map of the grid: `valueOf` a label (-1 is none) and whether the pixel is claimed. */
export const paint = (
  { width, height }: Grid,
  runs: FieldRuns,
  valueOf: (label: number, claimed: boolean) => number,
): Int32Array => {
  const values = new Int32Array(width * height).fill(valueOf(-1, false));
  for (let at = 0; at < runs.length; at += FIELDS_OF_RUN) {
    const [row, col, length, code] = runs.subarray(at, at + FIELDS_OF_RUN) as unknown as [
      number,
      number,
      number,
      number,
    ];
    const from = row * width + col;
    values.fill(valueOf((code >> 1) - 1, (code & 1) === 1), from, from + length);
  }
  return values;
};
