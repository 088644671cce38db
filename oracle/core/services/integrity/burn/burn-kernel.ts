import type { Grid } from "../../../grid/types.ts";
import type { Window } from "../../../grid/window.ts";
import { pixelAreas } from "../../../grid/pixel-area.ts";
import { groundMask } from "../../../ground/ground-mask.ts";
import { polygonRuns } from "../../../ground/polygon-runs.ts";
import type { Block, Boundary } from "../../../ground/types.ts";
import { burnIndices, STRANGE, UNSEEN } from "../../../kernels/burn-indices.ts";
import type { Kernel } from "../../../raster/kernel.ts";
import { BINS, binOf, joinPixels, lightened, UNITS_PER_M2 } from "./pixels-seen.ts";
import type { PixelsSeen } from "./pixels-seen.ts";
import { OUTSIDE, packTile } from "./tile.ts";

/** What a worker must know of one window. */
export type BurnWindow = {
  readonly grid: Grid;
  readonly window: Window;
  /** Blocks that may claim a pixel of the window. */
  readonly ground: readonly Block[];
  /** Areas to look at in place of the claimed ground; what of them is claimed is left out. */
  readonly reference: readonly Boundary[] | undefined;
  /** Least NIR + SWIR, thousandths of reflectance. */
  readonly darkest: number;
  /** Least NBR of green ground, thousandths. */
  readonly leastNbr: number;
};

/** 1 where a pixel is looked at: its centre is in a claimed cell (L2), or in the reference and in none. */
const maskOf = ({ grid, window, ground, reference }: BurnWindow): Uint8Array => {
  const claimed = groundMask(grid, window, ground);
  if (reference === undefined) return claimed;
  const mask = new Uint8Array(claimed.length);
  for (const boundary of reference)
    for (const { row, from, to } of polygonRuns(grid, window, boundary)) {
      const start = (row - window.row) * window.width - window.col;
      mask.fill(1, start + from, start + to);
    }
  return mask.map((isInside, index) => (claimed[index] === 1 ? 0 : isInside));
};

/** dNBR of one step of four bands, NIR and SWIR before and after, with areas by dNBR over the ground looked at. */
export const burnKernel: Kernel<BurnWindow, PixelsSeen> = {
  id: "integrity-burn",
  open: (core, _, parameters) => {
    const { grid, window, darkest, leastNbr } = parameters;
    const mask = maskOf(parameters);
    const areasM2 = pixelAreas(grid, window);
    const change = new Int16Array(mask.length).fill(OUTSIDE);
    const before = new Int16Array(mask.length).fill(OUTSIDE);
    const areas = new Float64Array(BINS);
    let [unseenArea, observedPixels, strangePixels] = [0, 0, 0];
    return {
      strip: (_step, { firstRow, rows, width, bands }) => {
        const seen = burnIndices(core, bands, rows * width, darkest);
        for (let k = 0, at = firstRow * width; k < rows * width; k += 1, at += 1) {
          if (mask[at] === 0) continue;
          const dnbr = seen.change[k] as number;
          const first = seen.before[k] as number;
          const area = Math.round((areasM2[at] as number) * UNITS_PER_M2);
          if (dnbr === UNSEEN || dnbr === STRANGE) {
            if (dnbr === STRANGE) strangePixels += 1;
            unseenArea += area;
            change[at] = UNSEEN;
            before[at] = UNSEEN;
            continue;
          }
          observedPixels += 1;
          areas[binOf(dnbr, first >= leastNbr && (seen.after[k] as number) >= leastNbr)]! += area;
          change[at] = dnbr;
          before[at] = first;
        }
      },
      close: () => ({
        ...{ areas, unseenArea, observedPixels, strangePixels },
        tiles: parameters.reference === undefined ? [packTile(window, { change, before })] : [],
      }),
    };
  },
  lighten: lightened,
  merge: joinPixels,
};
