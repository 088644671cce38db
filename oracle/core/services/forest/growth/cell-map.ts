import type { Grid } from "../../../grid/types.ts";
import type { Layer } from "../../../raster/layer.ts";
import type { CellPart } from "./cells-seen.ts";
import type { Lattice } from "./lattice.ts";

/** What a map is called and counted in. A value stands for `scale` of `unit`. */
export type MapOf = Pick<Layer, "name" | "unit" | "scale" | "nodata">;

/** Maps of whole numbers over the claimed cells alone. */
export const cellMaps = (
  parts: readonly CellPart[],
  { grid, cellPx, columns }: Lattice,
): ((of: MapOf, valueOf: (part: CellPart) => number) => Layer) => {
  const cells: Grid = {
    ...grid,
    width: columns,
    height: grid.height / cellPx[1],
    pixelWidth: grid.pixelWidth * cellPx[0],
    pixelHeight: grid.pixelHeight * cellPx[1],
  };
  const claimed = parts.filter(({ isClaimed }) => isClaimed);
  return (of, valueOf) => ({
    ...of,
    grid: cells,
    rows: (first, count) => {
      const values = new Int32Array(count * columns).fill(of.nodata);
      for (const part of claimed)
        if (part.row >= first && part.row < first + count)
          values[(part.row - first) * columns + part.col] = valueOf(part);
      return values;
    },
  });
};

/** Observed (1) against unobserved (0). */
export const observedMap = (mapOf: ReturnType<typeof cellMaps>): Layer =>
  mapOf({ name: "observed", unit: "1", scale: 1, nodata: -1 }, ({ pixels }) => (pixels > 0 ? 1 : 0));
