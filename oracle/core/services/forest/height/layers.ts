import type { Layer } from "../../../raster/layer.ts";
import { cellMaps, observedMap } from "../growth/cell-map.ts";
import type { CellPart } from "../growth/cells-seen.ts";
import type { Lattice } from "../growth/lattice.ts";

/** Below any change of height in centimetres. */
const NO_CHANGE = -32_768;

/** The maps behind the numbers: mean canopy height of both surveys and what it changed by, cm, and what was observed. */
export const layersOf = (parts: readonly CellPart[], lattice: Lattice): readonly Layer[] => {
  const mapOf = cellMaps(parts, lattice);
  const centimetres = (name: string, valueOf: (part: CellPart) => number): Layer =>
    mapOf({ name, unit: "m", scale: 0.01, nodata: NO_CHANGE }, (part) =>
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
    observedMap(mapOf),
  ];
};
