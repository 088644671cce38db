import { join } from "node:path";

import { plotChange } from "../../oracle/core/services/forest/field/plot-change.ts";
import type { PlotChange } from "../../oracle/core/services/forest/field/plot-change.ts";
import { footprintBiomass } from "../../oracle/core/services/forest/gedi/footprint.ts";
import { blockedSkill } from "../../oracle/core/services/forest/model/blocked.ts";
import type { Skill } from "../../oracle/core/services/forest/model/blocked.ts";
import { selectedLine } from "../../oracle/core/services/forest/model/selected-line.ts";
import { SixfoldError } from "../../oracle/core/errors.ts";
import { readTable } from "./read-table.ts";

/** Plots of Rhode Island that were more than half forest at both visits. */
export const rhodeIsland = async (dataFolder: string): Promise<PlotChange> => {
  const rows = await readTable(dataFolder, join("part2", "forest", "rhode_island_fia_remeasured_plots.csv"));
  return plotChange(
    rows
      .filter((row) => Number(row["forest_share0"]) > 0.5 && Number(row["forest_share1"]) > 0.5)
      .map((row) => ({
        plot: `${row["county"]}-${row["plot"]}`,
        before: Number(row["live_agc_mg_per_ha_0"]),
        after: Number(row["live_agc_mg_per_ha_1"]),
        years: Number(row["remeasure_years"]),
      })),
  );
};

/** What is no lidar metric in the plots of Quatre Montagnes. */
const NO_METRIC: readonly string[] = [
  ...["plot_id", "X", "Y", "cluster_id", "G_m2_ha", "N_ha", "D_mean_cm", "stratum"],
  ...["altitude", "azimut_gr", "slope_gr"],
];

/** Basal area (m2/ha) by lidar metrics over clusters of plots unseen, selection among all metrics included. */
export const quatreMontagnes = async (dataFolder: string): Promise<Skill> => {
  const rows = await readTable(dataFolder, join("part2", "forest", "quatre_montagnes_plots_als.csv"));
  const column = (name: string): readonly number[] => rows.map((row) => (row[name] === "" ? NaN : Number(row[name])));
  const names = Object.keys(rows[0] ?? {}).filter(
    (name) => !NO_METRIC.includes(name) && column(name).every(Number.isFinite),
  );
  const truth = column("G_m2_ha");
  const blocks = rows.map((row) => row["cluster_id"]!);
  return blockedSkill(truth, blocks, selectedLine(names.map(column), truth, blocks));
};

/** GEDI shots over the Brazilian cerrado, of stratum DBT_SA, and how many were refused as such. */
export const gediShots = async (dataFolder: string): Promise<{ readonly shots: number; readonly refused: number }> => {
  const rows = await readTable(dataFolder, join("forest", "gedi_l2a_o01964.csv"));
  const isRefused = (row: Readonly<Record<string, string>>): boolean => {
    try {
      const relativeHeights = { 50: Number(row["rh50"]), 98: Number(row["rh98"]) };
      footprintBiomass({ stratum: "DBT_SA", relativeHeights });
      return false;
    } catch (error) {
      return error instanceof SixfoldError && error.field === "stratum";
    }
  };
  return { shots: rows.length, refused: rows.filter(isRefused).length };
};
