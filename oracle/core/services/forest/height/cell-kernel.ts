import type { Kernel } from "../../../raster/kernel.ts";
import { cellSums } from "../growth/cell-sums.ts";
import type { CellWindow, Pixel } from "../growth/cell-sums.ts";
import { joinCells } from "../growth/cells-seen.ts";
import type { CellsSeen } from "../growth/cells-seen.ts";

export type HeightWindow = CellWindow & {
  /** Lowest and highest value that is a height, m. */
  readonly least: number;
  readonly most: number;
  readonly looks: number;
};

/** Centimetres, to which heights are rounded: whole numbers, whose sums are exact. */
const PER_METRE = 100;
/** A sum's unit, m. */
export const SUM_UNIT_M = 1 / PER_METRE;

/**
 * Heights of all looks averaged in cells. A pixel counts as seen where every look saw it, so that no difference of two means
 * compares other ground.
 */
export const cellKernel: Kernel<HeightWindow, CellsSeen> = {
  id: "forest-height-cells",
  open: (core, _, parameters) => {
    const { least, most, looks } = parameters;
    const sums = cellSums(parameters, looks);
    const seen = new Float64Array(looks);
    return {
      strip: (_step, { firstRow, rows, width, bands }) => {
        const planes = bands.map((at) => core.f32(at, rows * width));
        const pixelAt = (k: number): Pixel => {
          let [isSeen, isStrange] = [true, false];
          planes.forEach((plane, look) => {
            const height = plane[k] as number;
            seen[look] = Math.round(height * PER_METRE);
            if (height >= least && height <= most) return;
            isSeen = false;
            if (!Number.isNaN(height)) isStrange = true;
          });
          return isSeen ? seen : isStrange ? "strange" : "unseen";
        };
        for (let k = 0; k < rows * width; k += 1) sums.add(firstRow * width + k, pixelAt(k));
      },
      close: sums.close,
    };
  },
  merge: joinCells,
};
