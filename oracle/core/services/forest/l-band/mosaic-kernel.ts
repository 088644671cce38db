import type { Kernel } from "../../../raster/kernel.ts";
import { cellSums } from "../growth/cell-sums.ts";
import type { CellWindow, Pixel } from "../growth/cell-sums.ts";
import { joinCells } from "../growth/cells-seen.ts";
import type { CellsSeen } from "../growth/cells-seen.ts";
import { judgePixel } from "../radar/palsar.ts";
import { LOOK_BANDS } from "./mosaics.ts";

export type MosaicWindow = CellWindow & {
  /** Local incidence that is used, degrees, both ends in. */
  readonly incidence: readonly [least: number, most: number];
  /** Of each look the first and the last day that a pixel may be of, as its date band counts them. */
  readonly dates: readonly (readonly [first: number, last: number])[];
};

const FAULTS: readonly string[] = ["number", "mask", "incidence-missing"];
/** HH of the earlier and of the later look. */
const PAIR = 2;

/**
 * Squares of digital numbers summed in cells: whole numbers, proportional to linear power, whose sums are exact below 2^53,
 * that is over two million pixels of the greatest number. HV of all looks, then HH of the pair. A pixel counts as seen where
 * every look shows land in the range of incidence, of the look's own time.
 */
export const mosaicKernel: Kernel<MosaicWindow, CellsSeen> = {
  id: "forest-mosaic-cells",
  open: (core, _, parameters) => {
    const { incidence: range, dates } = parameters;
    const looks = dates.length;
    const sums = cellSums(parameters, looks + PAIR);
    const seen = new Float64Array(looks + PAIR);
    return {
      strip: (_step, { firstRow, rows, width, bands }) => {
        const planes = bands.map((at) => core.f32(at, rows * width));
        const pixelAt = (k: number): Pixel => {
          let [isSeen, isStrange] = [true, false];
          const put = (band: number, dn: number, look: number): void => {
            const first = look * LOOK_BANDS.length;
            const [incidence, mask] = [planes[first + 1]![k] as number, planes[first + 2]![k] as number];
            // Not observed at all: a mosaic's own 0 comes as NaN where the item states it as no data.
            const judged = Number.isNaN(dn) ? "nodata" : judgePixel({ dn, mask, incidence }, range);
            seen[band] = dn * dn;
            if (judged === "land") return;
            isSeen = false;
            if (FAULTS.includes(judged)) isStrange = true;
          };
          for (let look = 0; look < looks; look += 1) {
            put(look, planes[look * LOOK_BANDS.length]![k] as number, look);
            const [first, last] = dates[look]!;
            const date = planes[look * LOOK_BANDS.length + 3]![k] as number;
            if (!(date >= first && date <= last)) isSeen = false;
          }
          for (let each = 0; each < PAIR; each += 1)
            put(looks + each, planes[looks * LOOK_BANDS.length + each]![k] as number, looks - PAIR + each);
          return isStrange ? "strange" : isSeen ? seen : "unseen";
        };
        for (let k = 0; k < rows * width; k += 1) sums.add(firstRow * width + k, pixelAt(k));
      },
      close: sums.close,
    };
  },
  merge: joinCells,
};
