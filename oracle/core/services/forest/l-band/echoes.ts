import { refused } from "../../../errors.ts";
import { projection } from "../../../grid/projection.ts";
import { sumExact } from "../../../raster/sum.ts";
import type { Left, Shot } from "../gedi/shots.ts";
import type { Lattice } from "../growth/lattice.ts";
import { BEFORE } from "../growth/stock.ts";
import type { Unit } from "../growth/units.ts";
import type { Echo } from "../model/power-line.ts";
import type { LBandRules } from "./terms.ts";

export type Echoes = {
  readonly echoes: readonly Echo[];
  /** Mean variance of their biomass by the footprints' own errors, (Mg/ha)^2. */
  readonly truthVariance: number;
  readonly left: readonly Left[];
};

const mean = (values: readonly number[]): number => sumExact(values) / values.length;

/**
 * Units of forest with the mean biomass of the footprints in them, beside the unit's power at the earlier look. A footprint is
 * as wide as a pixel and lies some ten metres off: over a whole unit neither that nor speckle matters much, and the model is
 * fitted on ground of the size that it is used on.
 *
 * @param units of all ground within reach, claimed or not.
 * @throws SixfoldError SERVICE_PLOTS_APART where no footprint lies on forest that was seen
 */
export const echoesOf = (
  shots: readonly Shot[],
  units: readonly Unit[],
  { grid, cellPx, unitCells, unitM }: Lattice,
  { blockM, looks }: LBandRules["footprints"],
): Echoes => {
  const { fromLonLat } = projection(grid.epsg);
  const seen = new Map(units.flatMap((unit) => (unit.levels === undefined ? [] : [[unit.id, unit] as const])));
  const groups = new Map<string, Shot[]>();
  const left: Left[] = [];
  for (const shot of shots) {
    const [x, y] = fromLonLat(shot.lon, shot.lat);
    const col = Math.floor((x - grid.originX) / (grid.pixelWidth * cellPx[0] * unitCells[0]));
    const row = Math.floor((grid.originY - y) / (grid.pixelHeight * cellPx[1] * unitCells[1]));
    const id = `${col}:${row}`;
    if (!seen.has(id)) left.push({ rule: "shot-not-on-forest-seen" });
    else groups.set(id, [...(groups.get(id) ?? []), shot]);
  }
  if (groups.size === 0)
    throw refused("SERVICE_PLOTS_APART", "footprints", shots.length, "footprints lie on forest that the mosaic shows");
  const variances: number[] = [];
  const echoes = [...groups].map(([id, own]): Echo => {
    const { col, row, pixels, levels } = seen.get(id)!;
    const level = levels!.at(BEFORE)!;
    variances.push(sumExact(own.map(({ variance }) => variance)) / (own.length * own.length));
    return {
      level,
      biomass: mean(own.map(({ biomass }) => biomass)),
      // Of a mean of independent exponential powers.
      levelVariance: (level * level) / (looks * pixels),
      block: `${Math.floor((col * unitM[0]) / blockM)}:${Math.floor((row * unitM[1]) / blockM)}`,
    };
  });
  return { echoes, truthVariance: mean(variances), left };
};
