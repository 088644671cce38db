import { ServiceError } from "../../errors.ts";
import { groundMask } from "../../ground/ground-mask.ts";
import { pixelAreas } from "../../ground/pixel-area.ts";
import { polygonMask } from "../../ground/polygon-mask.ts";
import type { Block, Grid } from "../../ground/types.ts";
import type { Field } from "../types.ts";

/** Where the fields lie on a grid; all arrays row-major. */
export type FieldMap = {
  /** Sorted by id: a field's index is its label. */
  readonly fields: readonly Field[];
  /** Label of the field that holds the pixel's centre; -1 is none. */
  readonly labels: Int32Array;
  /** The same without pixels closer than the buffer to another label: what backscatter is averaged over. */
  readonly innerLabels: Int32Array;
  /** 1 where the pixel's centre lies in a claimed cell (L2). */
  readonly claimed: Uint8Array;
  readonly areasM2: Float64Array;
};

const refuse = (code: string, field: string, value: unknown, rule: string): never => {
  throw new ServiceError({ code, failure: "check", field, value, rule });
};

const narrowed = ({ width, height }: Grid, labels: Int32Array, buffer: number): Int32Array =>
  labels.map((label, index) => {
    if (label < 0) return -1;
    const [col, row] = [index % width, Math.floor(index / width)];
    for (let r = row - buffer; r <= row + buffer; r += 1) {
      for (let c = col - buffer; c <= col + buffer; c += 1) {
        const inside = r >= 0 && r < height && c >= 0 && c < width;
        if (!inside || labels[r * width + c] !== label) return -1;
      }
    }
    return label;
  });

/**
 * Labels every pixel by the field that holds its centre, and marks the claimed ones.
 *
 * @param bufferPixels at least one: the negative buffer of one resolution cell.
 * @throws ServiceError SERVICE_DUPLICATE_FIELD, SERVICE_FIELDS_OVERLAP
 */
export const mapFields = (
  grid: Grid,
  unsorted: readonly Field[],
  ground: readonly Block[],
  bufferPixels: number,
): FieldMap => {
  const fields = [...unsorted].sort((a, b) => (a.id < b.id ? -1 : 1));
  const twice = fields.find(({ id }, index) => fields[index + 1]?.id === id);
  if (twice !== undefined) refuse("SERVICE_DUPLICATE_FIELD", "fields", twice.id, "every field has its own id");
  const labels = new Int32Array(grid.width * grid.height).fill(-1);
  fields.forEach(({ id, boundary }, label) => {
    polygonMask(grid, boundary).forEach((inside, index) => {
      if (inside === 0) return;
      const other = fields[labels[index] as number];
      if (other !== undefined) refuse("SERVICE_FIELDS_OVERLAP", `fields/${id}`, other.id, "fields do not overlap");
      labels[index] = label;
    });
  });
  return {
    fields,
    labels,
    innerLabels: narrowed(grid, labels, bufferPixels),
    claimed: groundMask(grid, ground),
    areasM2: pixelAreas(grid),
  };
};
