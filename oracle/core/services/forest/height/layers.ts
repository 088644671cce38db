import type { Grid } from "../../../grid/types.ts";
import type { Layer } from "../../../raster/layer.ts";
import type { CellPart } from "./cells-seen.ts";
import type { Lattice } from "./lattice.ts";

/** Below any change of height in centimetres. */
const NO_CHANGE = -32_768;

/**
 * The maps behind the numbers, cell by cell over claimed ground alone: mean canopy height of both surveys and what it
 * changed by, cm, and observed (1) against unobserved (0).
 */
export const layersOf = (parts: readonly CellPart[], { grid, cellPx, columns }: Lattice): readonly Layer[] => {
  const cells: Grid = {
    ...grid,
    width: columns,
    height: grid.height / cellPx,
    pixelWidth: grid.pixelWidth * cellPx,
    pixelHeight: grid.pixelHeight * cellPx,
  };
  const claimed = parts.filter(({ isClaimed }) => isClaimed);
  const map = (
    name: string,
    unit: string,
    scale: number,
    nodata: number,
    valueOf: (part: CellPart) => number,
  ): Layer => ({
    ...{ name, unit, scale, nodata },
    grid: cells,
    rows: (first, count) => {
      const values = new Int32Array(count * columns).fill(nodata);
      for (const part of claimed)
        if (part.row >= first && part.row < first + count)
          values[(part.row - first) * columns + part.col] = valueOf(part);
      return values;
    },
  });
  const centimetres = (name: string, valueOf: (part: CellPart) => number): Layer =>
    map(name, "m", 0.01, NO_CHANGE, (part) =>
      part.pixels === 0 ? NO_CHANGE : Math.round((100 * valueOf(part)) / part.pixels),
    );
  const [before, after] = [-2, -1].map((look) => (part: CellPart) => part.sums.at(look) as number) as [
    (part: CellPart) => number,
    (part: CellPart) => number,
  ];
  return [
    centimetres("height-before", before),
    centimetres("height-after", after),
    centimetres("height-change", (part) => after(part) - before(part)),
    map("observed", "1", 1, -1, ({ pixels }) => (pixels > 0 ? 1 : 0)),
  ];
};
