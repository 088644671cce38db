import * as z from "zod";

import { refused } from "../../../errors.ts";
import { exp } from "../../../math.ts";
import { sumExact } from "../../../raster/sum.ts";
import { decimalCell } from "../../common/cells.ts";
import { TREE_RESIDUAL, treeKg } from "./allometry.ts";

/** One tree of one plot, as a row of the table. The ranges tell a wrong unit: metres, millimetres or kg/m3. */
export const treeRow = z.object({
  plot: z.string().min(1).max(100).describe("The plot's name."),
  tree: z.string().min(1).max(100).describe("The tree's name, unique in its plot."),
  lon: decimalCell(z.number().min(-180).max(180)).describe("Of the plot's centre, degrees on WGS84."),
  lat: decimalCell(z.number().min(-90).max(90)).describe("Of the plot's centre, degrees on WGS84."),
  plot_m2: decimalCell(z.number().min(100).max(1_000_000)).describe("Area of the plot, a square, m2."),
  measured: z.iso.date().describe("The day the plot was measured."),
  diameter_cm: decimalCell(z.number().min(1).max(500)),
  wood_density: decimalCell(z.number().min(0.05).max(1.4)).describe("g/cm3."),
  height_m: decimalCell(z.number().min(1.3).max(120)),
});
export type TreeRow = z.infer<typeof treeRow>;

export type FieldPlot = {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly areaM2: number;
  /** YYYY-MM-DD. */
  readonly measured: string;
  /** Dry mass above the ground, Mg/ha. */
  readonly biomass: number;
  /** Relative standard error of the biomass by what the trees' own residuals leave. */
  readonly relativeError: number;
};

const SHARED = ["lon", "lat", "plot_m2", "measured"] as const;

const plotOf = (id: string, rows: readonly TreeRow[]): FieldPlot => {
  const [first] = rows as readonly [TreeRow, ...TreeRow[]];
  const seen = new Set<string>();
  for (const row of rows) {
    if (seen.has(row.tree))
      throw refused("SERVICE_PLOTS", `plots/${id}/tree`, row.tree, "a tree stands in its plot once");
    seen.add(row.tree);
    for (const name of SHARED)
      if (row[name] !== first[name]) {
        const value = [first[name], row[name]].sort();
        throw refused("SERVICE_PLOTS", `plots/${id}/${name}`, value, "all trees of a plot agree about the plot");
      }
  }
  const masses = rows.map((row) =>
    treeKg({ diameterCm: row.diameter_cm, woodDensity: row.wood_density, heightM: row.height_m }),
  );
  const total = sumExact(masses);
  // Of a lognormal residual.
  const perTree = exp(TREE_RESIDUAL * TREE_RESIDUAL) - 1;
  return {
    id,
    lon: first.lon,
    lat: first.lat,
    areaM2: first.plot_m2,
    measured: first.measured,
    // kg/m2 are tens of Mg/ha.
    biomass: (10 * total) / first.plot_m2,
    relativeError: Math.sqrt(perTree * sumExact(masses.map((mass) => mass * mass))) / total,
  };
};

/**
 * Plots of a table of trees, sorted by name: whatever the order of the rows, the same bits.
 *
 * @throws SixfoldError SERVICE_PLOTS where a tree stands twice, rows contradict each other about their plot, or one place was
 * measured on one day under two names
 */
export const plotsOf = (rows: readonly TreeRow[]): readonly FieldPlot[] => {
  const groups = new Map<string, TreeRow[]>();
  for (const row of rows) {
    const group = groups.get(row.plot);
    if (group === undefined) groups.set(row.plot, [row]);
    else group.push(row);
  }
  const plots = [...groups.keys()].sort().map((id) => plotOf(id, groups.get(id) as TreeRow[]));
  const names = new Map<string, string>();
  for (const { id, lon, lat, measured } of plots) {
    const place = `${lon} ${lat} ${measured}`;
    const other = names.get(place);
    if (other !== undefined)
      throw refused("SERVICE_PLOTS", `plots/${id}`, [other, id], "a place is measured on a day as one plot");
    names.set(place, id);
  }
  return plots;
};
