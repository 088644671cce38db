import { exp, pow } from "../../../oracle/core/math.ts";
import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../oracle/core/uncertainty/sample.ts";
import { TREE_RESIDUAL } from "../../../oracle/core/services/forest/field/allometry.ts";

/** A plot as it is in truth. */
export type TruePlot = {
  readonly id: string;
  readonly lon: number;
  readonly lat: number;
  readonly areaM2: number;
  readonly measured: string;
  /** Mg/ha. */
  readonly biomass: number;
  readonly heightM: number;
};

const TREES = 40;
const WOOD_DENSITY = 0.6;
const COLUMNS = "plot,tree,lon,lat,plot_m2,measured,diameter_cm,wood_density,height_m";

/** Diameter of a tree of some mass and height by Chave et al. 2014, equation 4, solved for it. */
const diameterOf = (kg: number, heightM: number): number =>
  Math.sqrt(pow(kg / 0.0673, 1 / 0.976) / (WOOD_DENSITY * heightM));

/**
 * Trees of plots as a crew writes them down: forty to a plot, of uneven mass, that together have what the plot has, but for
 * each tree's own residual about the allometry.
 */
export const treesCsv = (plots: readonly TruePlot[], random: Random): string =>
  [
    COLUMNS,
    ...plots.flatMap(({ id, lon, lat, areaM2, measured, biomass, heightM }) => {
      const shares = Array.from({ length: TREES }, () => exp(0.8 * standardNormal(random)));
      const total = shares.reduce((sum, share) => sum + share, 0);
      return shares.map((share, tree) => {
        // Median 1 would add to the mean: a residual of mean 1.
        const residual = exp(TREE_RESIDUAL * standardNormal(random) - (TREE_RESIDUAL * TREE_RESIDUAL) / 2);
        const kg = ((biomass * areaM2) / 10) * (share / total) * residual;
        const height = Math.max(2, heightM * (0.8 + 0.4 * random()));
        return [
          id,
          tree,
          lon,
          lat,
          areaM2,
          measured,
          diameterOf(kg, height).toFixed(3),
          WOOD_DENSITY,
          height.toFixed(2),
        ].join(",");
      });
    }),
    "",
  ].join("\n");
