import type { Layer } from "../../../raster/layer.ts";
import { cellMaps, observedMap } from "../growth/cell-map.ts";
import type { CellPart } from "../growth/cells-seen.ts";
import type { Lattice } from "../growth/lattice.ts";
import { decibels } from "../radar/palsar.ts";

/** Below any backscatter in hundredths of a decibel. */
const NO_POWER = -32_768;
/** Places of sums from the end: HV of the pair, then HH. */
const MAPS = { "hv-before": -4, "hv-after": -3, "hh-before": -2, "hh-after": -1 } as const;

/** The maps behind the numbers: gamma0 of the pair, and what was observed. */
export const layersOf = (parts: readonly CellPart[], lattice: Lattice): readonly Layer[] => {
  const mapOf = cellMaps(parts, lattice);
  return [
    ...Object.entries(MAPS).map(([name, at]) =>
      mapOf({ name, unit: "dB", scale: 0.01, nodata: NO_POWER }, ({ pixels, sums }) =>
        pixels === 0 ? NO_POWER : Math.round(100 * decibels((sums.at(at) as number) / pixels)),
      ),
    ),
    observedMap(mapOf),
  ];
};
