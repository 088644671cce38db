import type { Outcome, Outcomes } from "../../../../oracle/core/controls/difference.ts";
import type { Study, Units } from "../../../../oracle/core/controls/units.ts";
import { seededRandom, type Random } from "../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../oracle/core/uncertainty/sample.ts";

/** A made landscape of villages, whose parcels share part of their chance. SIMULATED. */
export type World = {
  readonly seed: bigint;
  readonly projectClusters: number;
  readonly candidateClusters: number;
  readonly unitsPerCluster: number;
  readonly candidatesPerCluster: number;
  readonly looks: number;
  readonly covariates: number;
  /** Standard deviations: of look noise, of what a village's parcels share of it, and the same of the period's value. */
  readonly noise: number;
  readonly sharedNoise: number;
  readonly periodNoise: number;
  readonly sharedPeriodNoise: number;
  /** What the project changes in truth, and the drift a day that it has already. */
  readonly effect: number;
  readonly drift: number;
};

export const HONEST: World = {
  seed: 1n,
  projectClusters: 8,
  candidateClusters: 24,
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

const sideOf = (
  world: World,
  random: Random,
  {
    name,
    clusters,
    each,
    effect,
    drift,
  }: { name: string; clusters: number; each: number; effect: number; drift: number },
): Side => {
  const count = clusters * each;
  const normal = (sd: number): number => sd * standardNormal(random);
  const covariates = new Float64Array(count * world.covariates);
  const history = new Float64Array(count * world.looks);
  const [ids, names, after]: [string[], string[], number[]] = [[], [], []];
  for (let cluster = 0; cluster < clusters; cluster += 1) {
    const home = normal(0.3);
    const shared = Array.from({ length: world.looks }, () => normal(world.sharedNoise));
    const period = normal(world.sharedPeriodNoise);
    for (let k = 0; k < each; k += 1) {
      const unit = cluster * each + k;
      ids.push(`${name}-${String(unit).padStart(6, "0")}`);
      names.push(`${name}-village-${cluster}`);
      let level = 10 + home + normal(0.5);
      for (let c = 0; c < world.covariates; c += 1) {
        const value = normal(1);
        covariates[unit * world.covariates + c] = value;
        level += value / (c + 1) / 2;
      }
      for (let look = 0; look < world.looks; look += 1) {
        const season = Math.sin(look / 3);
        history[unit * world.looks + look] =
          level + season + shared[look]! + normal(world.noise) + drift * look * DAYS_APART;
      }
      const days = (world.looks + 5) * DAYS_APART;
      after.push(level + 0.7 + period + normal(world.periodNoise) + effect + drift * days);
    }
  }
  const areasM2 = Float64Array.from({ length: count }, () => 2_000 + 8_000 * random());
  return { units: { ids, clusters: names, areasM2, covariates, history }, after };
};

export type Made = { readonly study: Study; readonly outcomes: Outcomes };

export const RANGE = { least: -100, most: 100 };

export const makeWorld = (changes: Partial<World>): Made => {
  const world = { ...HONEST, ...changes };
  const random = seededRandom(world.seed);
  const { projectClusters, candidateClusters, unitsPerCluster, candidatesPerCluster, effect, drift } = world;
  const project = sideOf(world, random, {
    name: "field",
    clusters: projectClusters,
    each: unitsPerCluster,
    effect,
    drift,
  });
  const candidates = sideOf(world, random, {
    name: "candidate",
    clusters: candidateClusters,
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
