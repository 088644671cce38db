import type { Grid } from "../../ground/types.ts";
import type { FieldMap } from "./field-map.ts";

export type FieldArea = {
  /** Of all pixels whose centre is in the field, claimed or not. */
  readonly wholeM2: number;
  /** Of those whose centre is also in a claimed cell. */
  readonly claimedM2: number;
  readonly claimedPixels: number;
  /** Claimed pixels of the field with a neighbour, of four, outside it. */
  readonly edgePixels: number;
  readonly innerPixels: number;
};

/** Areas by field id, summed over pixels in row-major order. */
export const fieldAreas = (
  { width, height }: Grid,
  { fields, labels, innerLabels, claimed, areasM2 }: FieldMap,
): ReadonlyMap<string, FieldArea> => {
  const sums = fields.map(() => ({ wholeM2: 0, claimedM2: 0, claimedPixels: 0, edgePixels: 0, innerPixels: 0 }));
  const labelAt = (col: number, row: number): number =>
    col < 0 || row < 0 || col >= width || row >= height ? -1 : (labels[row * width + col] as number);
  labels.forEach((label, index) => {
    const sum = sums[label];
    if (sum === undefined) return;
    const [col, row] = [index % width, Math.floor(index / width)];
    sum.wholeM2 += areasM2[index] as number;
    if (innerLabels[index] === label) sum.innerPixels += 1;
    if (claimed[index] !== 1) return;
    sum.claimedM2 += areasM2[index] as number;
    sum.claimedPixels += 1;
    const around = [labelAt(col - 1, row), labelAt(col + 1, row), labelAt(col, row - 1), labelAt(col, row + 1)];
    if (around.some((other) => other !== label)) sum.edgePixels += 1;
  });
  return new Map(fields.map(({ id }, label) => [id, sums[label] as FieldArea]));
};
