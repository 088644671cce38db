import { SixfoldError } from "../../errors.ts";
import { groundMask } from "../../ground/ground-mask.ts";
import { pixelAreas } from "../../grid/pixel-area.ts";
import { polygonRuns } from "../../ground/polygon-runs.ts";
import type { Grid } from "../../grid/types.ts";
import type { Block, Boundary } from "../../ground/types.ts";
import type { Window } from "../../grid/window.ts";

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

/** Labels of a window and a margin around it, row-major; -1 where there is no field, and beyond the grid. */
const labelsAround = (grid: Grid, window: Window, margin: number, fields: readonly LabelledField[]): Int32Array => {
  const around = widened(grid, window, margin);
  const stride = window.width + 2 * margin;
  const labels = new Int32Array(stride * (window.height + 2 * margin)).fill(-1);
  const idOf = new Map(fields.map(({ label, id }) => [label, id]));
  for (const { label, id, boundary } of fields) {
    for (const { row, from, to } of polygonRuns(grid, around, boundary)) {
      const start = (row - window.row + margin) * stride + margin - window.col;
      const run = labels.subarray(start + from, start + to);
      const other = idOf.get(run.find((taken) => taken !== -1) ?? -1);
      if (other !== undefined) {
        throw new SixfoldError({
          code: "SERVICE_FIELDS_OVERLAP",
          failure: "check",
          field: `fields/${id}`,
          value: other,
          rule: "fields do not overlap",
        });
      }
      run.fill(label);
    }
  }
  return labels;
};

/** Whether a square of labels, `reach` pixels to each side of a place, holds one label alone. */
const isAlone = (labels: Int32Array, stride: number, at: number, reach: number): boolean => {
  for (let r = at - reach * stride; r <= at + reach * stride; r += stride)
    for (let c = r - reach; c <= r + reach; c += 1) if (labels[c] !== labels[at]) return false;
  return true;
};

/**
 * Labels every pixel of a window by the field that holds its centre, and marks the claimed ones. What lies beyond the
 * plan's grid is no field.
 *
 * @param fields those that may reach the window or the buffer around it.
 * @param bufferPixels at least one: the negative buffer of one resolution cell.
 * @throws SixfoldError SERVICE_FIELDS_OVERLAP
 */
export const mapFields = (
  grid: Grid,
  window: Window,
  fields: readonly LabelledField[],
  ground: readonly Block[],
  bufferPixels: number,
): FieldMap => {
  const around = labelsAround(grid, window, bufferPixels, fields);
  const stride = window.width + 2 * bufferPixels;
  const pixels = window.width * window.height;
  const labels = new Int32Array(pixels);
  const innerLabels = new Int32Array(pixels).fill(-1);
  const edges = new Uint8Array(pixels);
  for (let row = 0; row < window.height; row += 1) {
    for (let col = 0; col < window.width; col += 1) {
      const index = row * window.width + col;
      const at = (row + bufferPixels) * stride + col + bufferPixels;
      const label = around[at] as number;
      labels[index] = label;
      if (label < 0) continue;
      const isEdge =
        around[at - 1] !== label ||
        around[at + 1] !== label ||
        around[at - stride] !== label ||
        around[at + stride] !== label;
      edges[index] = isEdge ? 1 : 0;
      if (isAlone(around, stride, at, bufferPixels)) innerLabels[index] = label;
    }
  }
  return {
    labels,
    innerLabels,
    edges,
    claimed: groundMask(grid, window, ground),
    areasM2: pixelAreas(grid, window),
  };
};
