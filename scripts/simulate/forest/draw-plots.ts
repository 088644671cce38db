import { toLonLat } from "../to-lon-lat.ts";
import { CLAIM, FOREST_GRID, SIZE } from "./place.ts";
import { treesCsv } from "./trees.ts";

const PLOT_M2 = 6_400;
const PLOT_PX = 4;

/** Places of which one is drawn for a plot: the lowest, the tallest, or any, so that plots span the range of heights. */
const STRATA = [5, -5, 1] as const;

/** Plots within reach of the claim, drawn by strata of height, each placed with some error. */
export const drawPlots = (
  count: number,
  heights: Float64Array,
  biomass: Float64Array,
  random: () => number,
  normal: (sd: number) => number,
  measured: string,
): string => {
  const { epsg, originX, originY, pixelWidth: px } = FOREST_GRID;
  const margin = CLAIM[0] - 45;
  const draw = () => {
    const [col, row] = [0, 1].map(() => margin + Math.floor(random() * (SIZE - 2 * margin - PLOT_PX))) as [
      number,
      number,
    ];
    const mean = (values: Float64Array): number => {
      let sum = 0;
      for (let y = row; y < row + PLOT_PX; y += 1)
        for (let x = col; x < col + PLOT_PX; x += 1) sum += values[y * SIZE + x] as number;
      return sum / (PLOT_PX * PLOT_PX);
    };
    return { col, row, heightM: mean(heights), biomass: mean(biomass) };
  };
  const plots = Array.from({ length: count }, (_, k) => {
    const places = STRATA[k % STRATA.length] as number;
    const drawn = Array.from({ length: Math.abs(places) }, draw).sort((a, b) => (a.heightM - b.heightM) * places);
    const { col, row, heightM, biomass: own } = drawn[0]!;
    const centre = [
      originX + (col + PLOT_PX / 2) * px + normal(5),
      originY - (row + PLOT_PX / 2) * px + normal(5),
    ] as const;
    const [lon, lat] = toLonLat(epsg, ...centre);
    return {
      id: `plot-${String(k).padStart(3, "0")}`,
      ...{ lon, lat, heightM, biomass: own, areaM2: PLOT_M2 },
      measured,
    };
  });
  return treesCsv(plots, random);
};
