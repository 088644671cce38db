import { ServiceError } from "../../errors.ts";
import { groundMask } from "../../ground/ground-mask.ts";
import { pixelAreas } from "../../ground/pixel-area.ts";
import { polygonMask } from "../../ground/polygon-mask.ts";
import type { Block, Boundary, Grid } from "../../ground/types.ts";
import { gridOf, type Window } from "../../raster/window.ts";

/** A field as a worker knows it: its place in the order of ids, and where it lies. */
export type LabelledField = { readonly label: number; readonly id: string; readonly boundary: Boundary };

/** Where the fields lie in a window; all arrays row-major. */
export type FieldMap = {
  /** Label of the field that holds the pixel's centre; -1 is none. */
  readonly labels: Int32Array;
  /** The same without pixels closer than the buffer to another label: what backscatter is averaged over. */
  readonly innerLabels: Int32Array;
  /** 1 where a pixel of a field has a neighbour, of four, outside it. */
  readonly edges: Uint8Array;
  /** 1 where the pixel's centre lies in a claimed cell (L2). */
  readonly claimed: Uint8Array;
  readonly areasM2: Float64Array;
};

/** The window with a margin around it, as far as the grid reaches. */
const widened = (grid: Grid, { col, row, width, height }: Window, margin: number): Window => {
  const [left, top] = [Math.max(col - margin, 0), Math.max(row - margin, 0)];
  return {
    col: left,
    row: top,
    width: Math.min(col + width + margin, grid.width) - left,
    height: Math.min(row + height + margin, grid.height) - top,
  };
};

const labelsOver = (grid: Grid, fields: readonly LabelledField[]): Int32Array => {
  const labels = new Int32Array(grid.width * grid.height).fill(-1);
  const idOf = new Map(fields.map(({ label, id }) => [label, id]));
  for (const { label, id, boundary } of fields) {
    polygonMask(grid, boundary).forEach((inside, index) => {
      if (inside === 0) return;
      const other = idOf.get(labels[index] as number);
      if (other !== undefined) {
        throw new ServiceError({
          code: "SERVICE_FIELDS_OVERLAP",
          failure: "check",
          field: `fields/${id}`,
          value: other,
          rule: "fields do not overlap",
        });
      }
      labels[index] = label;
    });
  }
  return labels;
};

/**
 * Labels every pixel of a window by the field that holds its centre, and marks the claimed ones. What lies beyond the
 * plan's grid is no field.
 *
 * @param fields those that may reach the window or the buffer around it.
 * @param bufferPixels at least one: the negative buffer of one resolution cell.
 * @throws ServiceError SERVICE_FIELDS_OVERLAP
 */
export const mapFields = (
  grid: Grid,
  window: Window,
  fields: readonly LabelledField[],
  ground: readonly Block[],
  bufferPixels: number,
): FieldMap => {
  const around = widened(grid, window, bufferPixels);
  const wide = labelsOver(gridOf(grid, around), fields);
  const labelAt = (col: number, row: number): number => {
    const [c, r] = [col - around.col, row - around.row];
    return c < 0 || r < 0 || c >= around.width || r >= around.height ? -1 : (wide[r * around.width + c] as number);
  };
  const pixels = window.width * window.height;
  const labels = new Int32Array(pixels);
  const innerLabels = new Int32Array(pixels).fill(-1);
  const edges = new Uint8Array(pixels);
  for (let index = 0; index < pixels; index += 1) {
    const col = window.col + (index % window.width);
    const row = window.row + Math.floor(index / window.width);
    const label = labelAt(col, row);
    labels[index] = label;
    if (label < 0) continue;
    const beside = [labelAt(col - 1, row), labelAt(col + 1, row), labelAt(col, row - 1), labelAt(col, row + 1)];
    edges[index] = beside.some((other) => other !== label) ? 1 : 0;
    let inner = true;
    for (let r = row - bufferPixels; inner && r <= row + bufferPixels; r += 1)
      for (let c = col - bufferPixels; inner && c <= col + bufferPixels; c += 1) inner = labelAt(c, r) === label;
    if (inner) innerLabels[index] = label;
  }
  return {
    labels,
    innerLabels,
    edges,
    claimed: groundMask(grid, window, ground),
    areasM2: pixelAreas(grid, window),
  };
};
