import { exp, ln, pow } from "../../../oracle/core/math.ts";
import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../oracle/core/uncertainty/sample.ts";
import { drawPlots } from "./draw-plots.ts";
import { smoothField } from "./landscape.ts";
import { BELT, FOREST_GRID, isIn, OLD_FROM, ringOf, SIZE } from "./place.ts";

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
  /** Periods of four years, one after the other, in which it grows alike. */
  readonly periods: 1 | 2;
};

export const GROWING: ForestWorld = {
  seed: 1n,
  growth: 0.15,
  added: 0.5,
  leaked: 0,
  plots: 60,
  historyLooks: 6,
  periods: 1,
};

const YEARS = 4;
export const PERIOD = { start: "2020-07-01T00:00:00Z", end: "2024-08-01T00:00:00Z" } as const;
export const SECOND_PERIOD = { start: "2024-08-01T00:00:00Z", end: "2028-08-01T00:00:00Z" } as const;
/** What was before the project, for all of its periods. */
export const HISTORY = { start: "2014-07-01T00:00:00Z", end: "2020-07-01T00:00:00Z" } as const;
export const SURVEYED = ["2020-07-15T00:00:00Z", "2024-07-15T00:00:00Z", "2028-07-15T00:00:00Z"] as const;

/** Biomass by height: 180 Mg/ha at 18 m. */
const POWER = 1.6;
const SCALE = 180 / pow(18, POWER);
/** Errors that all trees share, as relative standard deviations. */
const SHARED = { allometry: 0.1, roots: 0.05, carbon: 0.03 } as const;
/** Mg CO2 to a Mg of biomass above the ground, tropical rain forest: 1.37 * 0.47 * 44 / 12. */
const FACTOR = 1.37 * 0.47 * (44 / 12);

export type MadeForest = {
  /** Maps of canopy height, m: the looks of the history, then the surveys, one more than there are periods. */
  readonly looks: readonly Float32Array[];
  readonly historyDates: readonly string[];
  readonly trees: string | undefined;
  /** Of the second survey, where a second period begins with it. */
  readonly laterTrees: string | undefined;
  /** Corners of the claim, closed. */
  readonly ring: readonly (readonly [number, number])[];
  /** What the project took up beyond what its ground would have without it, less what leaked, kg CO2. Never read. */
  readonly truthKg: number;
  /** The same of a second period; 0 where there is none. */
  readonly secondTruthKg: number;
  /** What of the truth is a factor of the errors that all trees share: nothing that is looked at depends on it. */
  readonly sharedFactor: number;
};

/** What the errors that all trees share make of a truth. */
export const sharedFactor = (random: Random): number =>
  Object.values(SHARED).reduce((factor, sd) => factor * (1 + sd * standardNormal(random)), 1);

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

  const grown = (heights: Float64Array, chance: Float64Array): Float64Array =>
    heights.map((height, k) => Math.max(2, height + YEARS * world.growth + (chance[k] as number)));
  const withProject = (heights: Float64Array, periods: number): Float64Array =>
    heights.map((height, k) => {
      const [col, row] = place(k);
      if (isIn(col, row)) return height + periods * YEARS * world.added;
      return isIn(col, row, BELT) ? Math.max(2, height - periods * YEARS * world.leaked) : height;
    });
  const without = grown(now, growing);
  const later = withProject(without, 1);

  const biomassOf = (heights: Float64Array): Float64Array =>
    heights.map((height, k) => SCALE * exp(POWER * ln(height)) * (density[k] as number));
  const hectares = (FOREST_GRID.pixelWidth * FOREST_GRID.pixelHeight) / 10_000;
  /** Mg of biomass that there are more by the project. */
  const addedBy = (heights: Float64Array, otherwise: Float64Array): number => {
    const without = biomassOf(otherwise);
    let added = 0;
    biomassOf(heights).forEach((biomass, k) => {
      if (isIn(...place(k), BELT)) added += (biomass - (without[k] as number)) * hectares;
    });
    return added;
  };
  const shared = sharedFactor(random);

  const survey = (heights: Float64Array): Float32Array => {
    const bias = normal(0.1);
    return Float32Array.from(heights, (height) => Math.max(0, height + bias + normal(0.7)));
  };
  const history = Array.from({ length: world.historyLooks }, (_, look) => {
    const years = world.historyLooks - look;
    return survey(now.map((height) => Math.max(2, height - years * world.growth + normal(0.3))));
  });
  const looks = [...history, survey(now), survey(later)];
  const trees =
    world.plots === 0 ? undefined : drawPlots(world.plots, now, biomassOf(now), random, normal, "2020-08-01");
  const truthOf = (added: number): number => added * FACTOR * shared * 1000;
  const first = addedBy(later, without);
  let [second, laterTrees]: [number, string | undefined] = [0, undefined];
  if (world.periods === 2) {
    const still = grown(without, smoothField(random, SIZE, 1, 0.8));
    const last = withProject(still, 2);
    looks.push(survey(last));
    second = addedBy(last, still) - first;
    laterTrees = drawPlots(world.plots, later, biomassOf(later), random, normal, "2024-08-01");
  }
  return {
    looks,
    historyDates: history.map((_, look) => `${2020 - world.historyLooks + look}-07-15`),
    ...{ trees, laterTrees },
    ring: ringOf(),
    truthKg: truthOf(first),
    secondTruthKg: truthOf(second),
    sharedFactor: shared,
  };
};
