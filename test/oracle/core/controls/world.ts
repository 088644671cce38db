import type { Outcome, Outcomes } from "../../../../oracle/core/controls/difference.ts";
import type { Study, Units } from "../../../../oracle/core/controls/units.ts";
import { seededRandom } from "../../../../oracle/core/uncertainty/random.ts";
import type { Random } from "../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../oracle/core/uncertainty/sample.ts";

/** A made landscape of villages, whose parcels share part of their chance. SIMULATED. */
export type World = {
  readonly seed: bigint;
  readonly projectClusters: number;
  readonly candidateClusters: number;
  /** How many of the project's villages have candidates too. */
  readonly commonClusters: number;
  readonly unitsPerCluster: number;
  readonly candidatesPerCluster: number;
  readonly looks: number;
  readonly covariates: number;
  /** Standard deviations: of look noise, of what a village's parcels share of it, and the same of the period's value. */
  readonly noise: number;
  readonly sharedNoise: number;
  readonly periodNoise: number;
  readonly sharedPeriodNoise: number;
  /** What the project changes in truth, and the drift a day that it has already, about the middle look. */
  readonly effect: number;
  readonly drift: number;
};

export const HONEST: World = {
  seed: 1n,
  projectClusters: 8,
  candidateClusters: 24,
  commonClusters: 0,
  unitsPerCluster: 5,
  candidatesPerCluster: 20,
  looks: 24,
  covariates: 3,
  noise: 0.5,
  sharedNoise: 0.2,
  periodNoise: 0.5,
  sharedPeriodNoise: 0.4,
  effect: 0,
  drift: 0,
};

export const DAYS_APART = 12;

type Side = { readonly units: Units; readonly after: readonly number[] };

/** What the parcels of a village share: their level, their chance at each look and in the period. */
type Village = {
  readonly name: string;
  readonly home: number;
  readonly atLook: readonly number[];
  readonly period: number;
};

const villagesOf = (world: World, random: Random): readonly Village[] => {
  const { projectClusters, candidateClusters, commonClusters, looks, sharedNoise, sharedPeriodNoise } = world;
  return Array.from({ length: projectClusters + candidateClusters - commonClusters }, (_, k) => ({
    name: `village-${k}`,
    home: 0.3 * standardNormal(random),
    atLook: Array.from({ length: looks }, () => sharedNoise * standardNormal(random)),
    period: sharedPeriodNoise * standardNormal(random),
  }));
};

const sideOf = (
  world: World,
  random: Random,
  villages: readonly Village[],
  { name, each, effect, drift }: { name: string; each: number; effect: number; drift: number },
): Side => {
  const count = villages.length * each;
  const normal = (sd: number): number => sd * standardNormal(random);
  const covariates = new Float64Array(count * world.covariates);
  const history = new Float64Array(count * world.looks);
  const after: number[] = [];
  const centre = (world.looks - 1) / 2;
  villages.forEach((village, place) => {
    for (let k = 0; k < each; k += 1) {
      const unit = place * each + k;
      let level = 10 + village.home + normal(0.5);
      for (let c = 0; c < world.covariates; c += 1) {
        const value = normal(1);
        covariates[unit * world.covariates + c] = value;
        level += value / (c + 1) / 2;
      }
      village.atLook.forEach((shared, look) => {
        const season = Math.sin(look / 3);
        history[unit * world.looks + look] =
          level + season + shared + normal(world.noise) + drift * (look - centre) * DAYS_APART;
      });
      after.push(
        level +
          0.7 +
          village.period +
          normal(world.periodNoise) +
          effect +
          drift * (world.looks + 5 - centre) * DAYS_APART,
      );
    }
  });
  const rows = Array.from({ length: count }, (_, unit) => unit);
  return {
    units: {
      ids: rows.map((unit) => `${name}-${String(unit).padStart(6, "0")}`),
      clusters: rows.map((unit) => villages[Math.floor(unit / each)]!.name),
      areasM2: Float64Array.from(rows, () => 2_000 + 8_000 * random()),
      covariates,
      history,
    },
    after,
  };
};

export type Made = { readonly study: Study; readonly outcomes: Outcomes };

export const RANGE = { least: -100, most: 100 };

export const makeWorld = (changes: Partial<World>): Made => {
  const world = { ...HONEST, ...changes };
  const random = seededRandom(world.seed);
  const { projectClusters, commonClusters, unitsPerCluster, candidatesPerCluster, effect, drift } = world;
  const villages = villagesOf(world, random);
  const project = sideOf(world, random, villages.slice(0, projectClusters), {
    name: "field",
    each: unitsPerCluster,
    effect,
    drift,
  });
  const candidates = sideOf(world, random, villages.slice(projectClusters - commonClusters), {
    name: "candidate",
    each: candidatesPerCluster,
    effect: 0,
    drift: 0,
  });
  const outcomesOf = ({ units, after }: Side): ReadonlyMap<string, Outcome> =>
    new Map(units.ids.map((id, row) => [id, after[row]!]));
  return {
    study: {
      covariateNames: Array.from({ length: world.covariates }, (_, k) => `covariate ${k}`),
      days: Array.from({ length: world.looks }, (_, look) => 18_000 + look * DAYS_APART),
      period: { start: 18_000 + world.looks * DAYS_APART, end: 18_000 + (world.looks + 10) * DAYS_APART },
      project: project.units,
      candidates: candidates.units,
      barred: [],
    },
    outcomes: { project: outcomesOf(project), controls: outcomesOf(candidates) },
  };
};
