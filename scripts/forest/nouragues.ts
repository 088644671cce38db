import { join } from "node:path";

import { treeKg } from "../../oracle/core/services/forest/field/allometry.ts";
import { CAUAXI } from "./arrange.ts";
import type { Place } from "./arrange.ts";
import { readTable } from "./read-table.ts";

const TREES = join("forest", "nouragues_plot_NB1_trees.csv");
const CORNERS = join("forest", "nouragues_plot_NB1_corners.csv");
const HEIGHTS = join("forest", "nouragues_chm_2012_1m.tif");

/** The part of the map that was flown, in its pixels. */
const SEEN = { col: 150, row: 140, width: 120, height: 170 };

/** Mass of the plot's trees, Mg, and how many there are. */
export const nouraguesPlot = async (dataFolder: string): Promise<{ readonly trees: number; readonly mg: number }> => {
  const rows = await readTable(dataFolder, TREES);
  const masses = rows.map((row) =>
    treeKg({ diameterCm: Number(row["D"]), woodDensity: Number(row["WD"]), heightM: Number(row["H"]) }),
  );
  return { trees: rows.length, mg: masses.reduce((sum, kg) => sum + kg, 0) / 1000 };
};

/**
 * The plot and the map of canopy heights as if they belonged together: the one map stands for both dates, so that there is
 * no loss to find, and the plot, a hectare, is placed by the mean of its corners.
 */
export const nouraguesPlace = async (dataFolder: string): Promise<Place> => {
  const [rows, corners] = [await readTable(dataFolder, TREES), await readTable(dataFolder, CORNERS)];
  const mean = (column: string): string =>
    (corners.reduce((sum, row) => sum + Number(row[column]), 0) / corners.length).toFixed(7);
  // The source writes west as positive.
  const [lon, lat] = [`-${mean("Long")}`, mean("Lat")];
  const trees = [
    "plot,tree,lon,lat,plot_m2,measured,diameter_cm,wood_density,height_m",
    ...rows.map((row, k) =>
      [row["plot"], k, lon, lat, 10_000, "2012-07-01", row["D"], row["WD"], row["H"]].map(String).join(","),
    ),
    "",
  ].join("\n");
  return {
    ...CAUAXI,
    name: "Nouragues",
    maps: CAUAXI.maps.map(({ datetime }) => ({ file: HEIGHTS, datetime })) as unknown as Place["maps"],
    trees,
    claim: SEEN,
  };
};
