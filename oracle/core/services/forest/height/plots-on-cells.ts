import { refused } from "../../../errors.ts";
import { projection } from "../../../grid/projection.ts";
import { ln } from "../../../math.ts";
import { sumExact } from "../../../raster/sum.ts";
import { dayOf } from "../../common/day.ts";
import type { FieldPlot } from "../field/plots.ts";
import type { CellPart } from "../growth/cells-seen.ts";
import type { Lattice } from "../growth/lattice.ts";
import type { Calibrator } from "../model/height-model.ts";
import type { HeightRules } from "./terms.ts";

/** A plot that lies on the map, with the block of ground that it is in. */
export type PlacedPlot = Calibrator & { readonly id: string; readonly block: string };

export type PlacedPlots = {
  readonly placed: readonly PlacedPlot[];
  /** Plots that are not used, each with the rule that it breaks. */
  readonly left: readonly { readonly plot: string; readonly rule: string }[];
};

type Cells = ReadonlyMap<number, { readonly pixels: number; readonly sum: number }>;

/** Heights of whole cells at the earlier survey, claimed and unclaimed parts together; those that were wholly seen. */
const wholeCells = (parts: readonly CellPart[], columns: number): Cells => {
  const cells = new Map<number, { pixels: number; sum: number; gap: boolean }>();
  for (const { col, row, pixels, sums, areaM2, seenM2 } of parts) {
    const cell = cells.get(row * columns + col) ?? { pixels: 0, sum: 0, gap: false };
    cell.pixels += pixels;
    cell.sum += sums.at(-2) as number;
    cell.gap ||= seenM2 < areaM2;
    cells.set(row * columns + col, cell);
  }
  return new Map([...cells].filter(([, { gap }]) => !gap));
};

/** Mean height over the cells of a square; undefined where one of them is missing. */
const meanOver = (cells: Cells, lattice: Lattice, west: number, north: number, side: number): number | undefined => {
  const { columns } = lattice;
  const [firstCol, firstRow] = [Math.ceil(west - 0.5), Math.ceil(north - 0.5)];
  const [endCol, endRow] = [Math.ceil(west + side - 0.5), Math.ceil(north + side - 0.5)];
  if (firstCol < 0 || firstRow < 0 || endCol > columns) return undefined;
  const found: { pixels: number; sum: number }[] = [];
  for (let row = firstRow; row < endRow; row += 1)
    for (let col = firstCol; col < endCol; col += 1) {
      const cell = cells.get(row * columns + col);
      if (cell === undefined) return undefined;
      found.push(cell);
    }
  if (found.length === 0) return undefined;
  return sumExact(found.map(({ sum }) => sum)) / found.reduce((total, { pixels }) => total + pixels, 0);
};

const SHIFTS = [
  [1, 0],
  [-1, 0],
  [0, 1],
  [0, -1],
] as const;

/**
 * Plots with the canopy above them. A plot is a square of cells whose centres lie in it; where it was placed wrongly its
 * height is another, by as much as the map changes over that way: so each plot has an error of its own.
 *
 * @throws SixfoldError SERVICE_PLOTS_APART where the map shows none of the plots
 */
export const placePlots = (
  plots: readonly FieldPlot[],
  parts: readonly CellPart[],
  lattice: Lattice,
  { plots: rules, startDay }: { readonly plots: HeightRules["plots"]; readonly startDay: number },
): PlacedPlots => {
  const {
    grid,
    columns,
    cellM: [cellM],
  } = lattice;
  const cells = wholeCells(parts, columns);
  const { fromLonLat } = projection(grid.epsg);
  const placed: PlacedPlot[] = [];
  const left: { plot: string; rule: string }[] = [];
  let nearestM = Infinity;
  for (const { id, lon, lat, areaM2, measured, biomass } of plots) {
    const [x, y] = fromLonLat(lon, lat);
    const side = Math.sqrt(areaM2) / cellM;
    const [west, north] = [(x - grid.originX) / cellM - side / 2, (grid.originY - y) / cellM - side / 2];
    const height = meanOver(cells, lattice, west, north, side);
    if (height === undefined || !(height > 0)) {
      left.push({ plot: id, rule: "plot-not-on-the-map" });
      nearestM = Math.min(nearestM, distanceTo(cells, lattice, west + side / 2, north + side / 2));
    } else if (Math.abs(dayOf(measured) - startDay) > rules.mostDays)
      left.push({ plot: id, rule: "plot-of-another-time" });
    else {
      const shifted = SHIFTS.flatMap(([dx, dy]) => meanOver(cells, lattice, west + dx, north + dy, side) ?? []);
      const steps = shifted.filter((other) => other > 0).map((other) => ln(other) - ln(height));
      const perCell = steps.length === 0 ? 0 : sumExact(steps.map((step) => step * step)) / steps.length;
      const ways = rules.positionM / cellM;
      const { blockM } = rules;
      placed.push({
        ...{ id, biomass, level: height },
        // Two directions, each with its own error.
        heightVariance: 2 * ways * ways * perCell,
        block: `${Math.floor((x - grid.originX) / blockM)}:${Math.floor((grid.originY - y) / blockM)}`,
      });
    }
  }
  if (placed.length === 0 && plots.length > 0) {
    const value = {
      plots: plots.length,
      nearestM: Number.isFinite(nearestM) ? Math.round(nearestM) : null,
      left: left.slice(0, 3),
    };
    throw refused(
      "SERVICE_PLOTS_APART",
      "plots",
      value,
      "plots lie on the map of heights and were measured at its time",
    );
  }
  return { placed, left };
};

/** Metres from a place, in cells, to the nearest cell that was seen. */
const distanceTo = (cells: Cells, { columns, cellM: [cellM] }: Lattice, x: number, y: number): number => {
  let nearest = Infinity;
  for (const key of cells.keys()) {
    const [dx, dy] = [(key % columns) + 0.5 - x, Math.floor(key / columns) + 0.5 - y];
    nearest = Math.min(nearest, dx * dx + dy * dy);
  }
  return Math.sqrt(nearest) * cellM;
};
