import { exp } from "../../../oracle/core/math.ts";
import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../oracle/core/uncertainty/sample.ts";
import { dayOf } from "../../../oracle/core/services/common/day.ts";
import { smoothField } from "../forest/landscape.ts";
import { mosaicOf } from "./mosaic.ts";
import type { MadeMosaic } from "./mosaic.ts";
import { BELT, isIn, OLD_FROM, ringOf, SIZE } from "./place.ts";
import { shotsCsv } from "./shots.ts";

/** A forest as it is in truth, and how well it is looked at. SIMULATED. */
export type LBandWorld = {
  /** 0 to 2^64 - 1. Equal seeds give equal bytes. */
  readonly seed: bigint;
  /** Median biomass above the ground at the earlier mosaic, Mg/ha. */
  readonly biomass: number;
  /** Growth of all ground, what the project adds on its own, and what the belt loses by it, Mg/ha a year. */
  readonly growth: number;
  readonly added: number;
  readonly leaked: number;
  /** GEDI shots; none where 0. */
  readonly shots: number;
  /** Mosaics before the earlier one of the pair, one a year. */
  readonly historyLooks: number;
};

export const GROWING: LBandWorld = {
  seed: 1n,
  biomass: 40,
  growth: 1.5,
  added: 5,
  leaked: 0,
  shots: 2_000,
  historyLooks: 6,
};

/** The year of the earlier mosaic, and how many years the later one is after it. */
const [FIRST_YEAR, YEARS] = [2021, 3];
export const PERIOD = { start: "2021-01-01T00:00:00Z", end: "2025-01-01T00:00:00Z" } as const;
export const HISTORY = { start: "2015-01-01T00:00:00Z", end: "2021-01-01T00:00:00Z" } as const;
const EPOCH = "2014-05-24";

/** Errors that all footprints and forests share, as relative standard deviations. */
const SHARED = [0.15, 0.05, 0.03] as const;
/** Mg CO2 to a Mg of biomass above the ground, tropical rain forest: 1.37 * 0.47 * 44 / 12. */
const FACTOR = 1.37 * 0.47 * (44 / 12);
/** Hectares of a pixel in the middle of the map. */
const PIXEL_HA = 0.0597;

export type MadeLBand = {
  readonly mosaics: readonly MadeMosaic[];
  readonly years: readonly number[];
  /** The table of shots; undefined where there are none. */
  readonly shots: string | undefined;
  /** Corners of the claim, closed. */
  readonly ring: readonly (readonly [number, number])[];
  /** What the project took up beyond what its ground would have without it, less what leaked, kg CO2. Never read. */
  readonly truthKg: number;
  /** What of the truth is a factor of the errors that all footprints share: nothing that is looked at depends on it. */
  readonly sharedFactor: number;
};

/** What the errors that all footprints share make of a truth. */
export const sharedFactor = (random: Random): number =>
  SHARED.reduce((factor, sd) => factor * (1 + sd * standardNormal(random)), 1);

/** Makes a forest and all that is seen of it. */
export const makeLBand = (changes: Partial<LBandWorld> = {}): MadeLBand => {
  const world = { ...GROWING, ...changes };
  const random = seededRandom(world.seed);
  const normal = (sd: number): number => sd * standardNormal(random);
  const place = (k: number): readonly [number, number] => [k % SIZE, Math.floor(k / SIZE)];
  const stands = smoothField(random, SIZE, 4, 0.4);
  const spots = smoothField(random, SIZE, 0, 0.15);
  const now = stands.map(
    (stand, k) => world.biomass * (place(k)[1] >= OLD_FROM ? 1.8 : 1) * exp(stand + (spots[k] as number)),
  );
  const chance = smoothField(random, SIZE, 2, 2);
  const grown = now.map((biomass, k) => Math.max(1, biomass + YEARS * world.growth + (chance[k] as number)));
  const later = grown.map((biomass, k) => {
    const [col, row] = place(k);
    if (isIn(col, row)) return Math.max(1, biomass + YEARS * world.added);
    return isIn(col, row, BELT) ? Math.max(1, biomass - YEARS * world.leaked) : biomass;
  });
  const added = later.reduce((sum, biomass, k) => sum + (biomass - (grown[k] as number)) * PIXEL_HA, 0);

  const ages = [...Array.from({ length: world.historyLooks }, (_, look) => world.historyLooks - look), 0];
  const years = [...ages.map((age) => FIRST_YEAR - age), FIRST_YEAR + YEARS];
  const forests = [
    ...ages.map((age) => now.map((biomass) => Math.max(1, biomass - age * world.growth + (age > 0 ? normal(0.5) : 0)))),
    later,
  ];
  const mosaics = forests.map((forest, k) =>
    mosaicOf(forest, dayOf(`${years[k]}-07-01`) - dayOf(EPOCH), random, normal),
  );
  const shots = world.shots === 0 ? undefined : shotsCsv(world.shots, now, random, normal, "2021-06-01");
  const shared = sharedFactor(random);
  return {
    ...{ mosaics, years, shots, ring: ringOf(), sharedFactor: shared },
    truthKg: added * FACTOR * shared * 1000,
  };
};
