import type { Grid } from "../../../oracle/core/grid/types.ts";
import { exp, ln, pow } from "../../../oracle/core/math.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../oracle/core/uncertainty/sample.ts";
import { toLonLat } from "../to-lon-lat.ts";
import { smoothField } from "./landscape.ts";
import { treesCsv } from "./trees.ts";

/** A forest as it is in truth, and how well it is looked at. SIMULATED. */
export type ForestWorld = {
  /** 0 to 2^64 - 1. Equal seeds give equal bytes. */
  readonly seed: bigint;
  /** Growth of all ground, and what the project adds on its own, m of canopy a year. */
  readonly growth: number;
  readonly added: number;
  /** What the belt loses by the project, m a year. */
  readonly leaked: number;
  /** Field plots; none where 0. */
  readonly plots: number;
  /** Looks before the earlier survey, one a year. */
  readonly historyLooks: number;
};

export const GROWING: ForestWorld = {
  seed: 1n,
  growth: 0.15,
  added: 0.5,
  leaked: 0,
  plots: 60,
  historyLooks: 6,
};

/** Near Tome-Acu, Para, Brazil. The place is real; forest, plots and maps are not. */
export const FOREST_GRID: Grid = {
  epsg: 32722,
  width: 150,
  height: 150,
  originX: 800_000,
  originY: 9_700_000,
  pixelWidth: 20,
  pixelHeight: 20,
};
const SIZE = FOREST_GRID.width;
/** The claim: first pixel and the one after the last, along both axes: 800 m. */
const CLAIM = [55, 95] as const;
/** Pixels of the ring around the claim in which a leak falls: the belt of the reference rules. */
const BELT = 10;
/** From this row on the forest is old, and 7 m taller: where plots reach heights that the rest will grow to. */
const OLD_FROM = 115;
const YEARS = 4;
export const PERIOD = { start: "2020-07-01T00:00:00Z", end: "2024-08-01T00:00:00Z" } as const;
export const SURVEYED = ["2020-07-15T00:00:00Z", "2024-07-15T00:00:00Z"] as const;

/** Biomass by height: 180 Mg/ha at 18 m. */
const POWER = 1.6;
const SCALE = 180 / pow(18, POWER);
const PLOT_M2 = 6_400;
const PLOT_PX = 4;
/** Errors that all trees share, as relative standard deviations. */
const SHARED = { allometry: 0.1, roots: 0.05, carbon: 0.03 } as const;
/** Mg CO2 to a Mg of biomass above the ground, tropical rain forest: 1.37 * 0.47 * 44 / 12. */
const FACTOR = 1.37 * 0.47 * (44 / 12);

export type MadeForest = {
  /** Maps of canopy height, m: the looks of the history, then the two surveys. */
  readonly looks: readonly Float32Array[];
  readonly historyDates: readonly string[];
  readonly trees: string | undefined;
  /** Corners of the claim, closed. */
  readonly ring: readonly (readonly [number, number])[];
  /** What the project took up beyond what its ground would have without it, less what leaked, kg CO2. Never read. */
  readonly truthKg: number;
};

const isIn = (col: number, row: number, margin = 0): boolean =>
  col >= CLAIM[0] - margin && col < CLAIM[1] + margin && row >= CLAIM[0] - margin && row < CLAIM[1] + margin;

/** Makes a forest and all that is written down of it. */
export const makeForest = (changes: Partial<ForestWorld> = {}): MadeForest => {
  const world = { ...GROWING, ...changes };
  const random = seededRandom(world.seed);
  const normal = (sd: number): number => sd * standardNormal(random);
  const place = (k: number): readonly [number, number] => [k % SIZE, Math.floor(k / SIZE)];
  // Stands of about 100 m and single crowns; soil that tells a stand's mass beyond its height.
  const stands = smoothField(random, SIZE, 3, 3);
  const crowns = smoothField(random, SIZE, 0, 1.5);
  const now = stands.map((value, k) =>
    Math.max(2, (place(k)[1] >= OLD_FROM ? 25 : 18) + value + (crowns[k] as number)),
  );
  const density = smoothField(random, SIZE, 3, 0.12).map((value) => exp(value));
  const growing = smoothField(random, SIZE, 1, 0.8);

  const without = now.map((height, k) => Math.max(2, height + YEARS * world.growth + (growing[k] as number)));
  const later = without.map((height, k) => {
    const [col, row] = place(k);
    if (isIn(col, row)) return height + YEARS * world.added;
    return isIn(col, row, BELT) ? Math.max(2, height - YEARS * world.leaked) : height;
  });

  const biomassOf = (heights: Float64Array): Float64Array =>
    heights.map((height, k) => SCALE * exp(POWER * ln(height)) * (density[k] as number));
  const [after, otherwise] = [biomassOf(later), biomassOf(without)];
  const hectares = (FOREST_GRID.pixelWidth * FOREST_GRID.pixelHeight) / 10_000;
  let added = 0;
  after.forEach((biomass, k) => {
    if (isIn(...place(k), BELT)) added += (biomass - (otherwise[k] as number)) * hectares;
  });
  const shared = Object.values(SHARED).reduce((factor, sd) => factor * (1 + normal(sd)), 1);

  const survey = (heights: Float64Array): Float32Array => {
    const bias = normal(0.1);
    return Float32Array.from(heights, (height) => Math.max(0, height + bias + normal(0.7)));
  };
  const history = Array.from({ length: world.historyLooks }, (_, look) => {
    const years = world.historyLooks - look;
    return survey(now.map((height) => Math.max(2, height - years * world.growth + normal(0.3))));
  });
  const looks = [...history, survey(now), survey(later)];
  return {
    looks,
    historyDates: history.map((_, look) => `${2020 - world.historyLooks + look}-07-15`),
    trees: world.plots === 0 ? undefined : plotsOf(world.plots, now, biomassOf(now), random, normal),
    ring: ringOf(),
    truthKg: added * FACTOR * shared * 1000,
  };
};

const ringOf = (): readonly (readonly [number, number])[] => {
  const { epsg, originX, originY, pixelWidth: px } = FOREST_GRID;
  const [west, east] = [originX + CLAIM[0] * px, originX + CLAIM[1] * px];
  const [north, south] = [originY - CLAIM[0] * px, originY - CLAIM[1] * px];
  const corners = [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ] as const;
  return corners.map(([x, y]) => toLonLat(epsg, x, y));
};

/** Places of which one is drawn for a plot: the lowest, the tallest, or any, so that plots span the range of heights. */
const STRATA = [5, -5, 1] as const;

/** Plots within reach of the claim, drawn by strata of height, each placed with some error. */
const plotsOf = (
  count: number,
  heights: Float64Array,
  biomass: Float64Array,
  random: () => number,
  normal: (sd: number) => number,
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
      measured: "2020-08-01",
    };
  });
  return treesCsv(plots, random);
};
