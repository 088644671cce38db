import type { FieldRole } from "../../../oracle/core/services/common/types.ts";
import { dateOf, dayOf } from "../../../oracle/core/services/common/day.ts";
import type { Pass } from "../../../oracle/core/services/paddy/passes.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { seeStories } from "./field-signal.ts";
import type { Noise, Spell, Story } from "./field-signal.ts";
import type { Claim } from "./world.ts";

/** Somebody who wants credits for nothing, or an honest project beside them. */
export type Attack = {
  readonly name: string;
  /** Variant `seed` of it. */
  readonly claim: (seed: bigint) => Claim;
};

const FIRST_DAY = dayOf("2022-01-01");
const SEASON_DAYS = 120;
const NOISE: Noise = { shared: 0.5, own: 0.7 };
/** Of ponds in wind: what the attack that earned most had in VV. */
const WINDY: Noise = { shared: 0.5, own: 1.3 };

/** Two tracks, each every six days, three days apart. */
const PASSES: readonly Pass[] = Array.from({ length: SEASON_DAYS / 3 }, (_, order) => ({
  day: FIRST_DAY + 3 * order,
  track: order % 2 === 0 ? "descending" : "ascending",
}));

const between = (random: Random, low: number, high: number): number => low + Math.floor((high - low + 1) * random());

export const practiceOf = (changed: Readonly<Record<string, unknown>> = {}, cultivationDays = 100): unknown => ({
  seasons: [{ id: "dry", start: dateOf(FIRST_DAY), end: dateOf(FIRST_DAY + SEASON_DAYS), cultivationDays }],
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
  ...changed,
});

const floodedOn = (random: Random): number => FIRST_DAY + between(random, 4, 8);
const halfCanopyOf = (random: Random): number => between(random, 62, 70);

/** Two drainages of 12 or 13 days after planting: long enough that most are seen. */
const practised = (random: Random): readonly Spell[] => {
  const first = between(random, 18, 20);
  const second = first + between(random, 19, 20);
  return [first, second].map((day) => ({ first: day, last: day + between(random, 11, 12) }));
};

const riceOf = (random: Random, drained: readonly Spell[]): Story => ({
  flooded: floodedOn(random),
  halfCanopy: halfCanopyOf(random),
  drained,
});
const drainedRice = (random: Random): Story => riceOf(random, practised(random));
const floodedRice = (random: Random): Story => riceOf(random, []);

/** Ponds are water since a hundred days, and bright for five of them: a rule of one look takes them for a crop. */
const POND_DAYS = 100;
const pond = (random: Random, drained: readonly Spell[]): Story => {
  const bright = POND_DAYS + 75 + between(random, 0, 20);
  return {
    flooded: FIRST_DAY - POND_DAYS,
    halfCanopy: undefined,
    bright: { first: bright, last: bright + 4 },
    drained: drained.map(({ first, last }) => ({ first: first + POND_DAYS, last: last + POND_DAYS })),
  };
};

type StoryOf = (random: Random, index: number) => Story;

const claimOf =
  (project: StoryOf, control: StoryOf, { noise = NOISE, practice = practiceOf(), projects = 12, controls = 10 } = {}) =>
  (seed: bigint): Claim => {
    const random = seededRandom(seed);
    const roles = [
      ...Array.from({ length: projects }, (): FieldRole => "project"),
      ...Array.from({ length: controls }, (): FieldRole => "control"),
    ];
    const stories = roles.map((role, index) =>
      role === "project" ? project(random, index) : control(random, index - projects),
    );
    const looks = seeStories(stories, PASSES, noise, random);
    return {
      plots: roles.map((role, index) => ({
        id: `f${String(index).padStart(2, "0")}`,
        role,
        looks: looks[index] ?? [],
      })),
      period: { start: FIRST_DAY, end: FIRST_DAY + SEASON_DAYS },
      practice,
    };
  };

const halfDrain: StoryOf = (random) => (random() < 0.5 ? drainedRice(random) : floodedRice(random));

/** One control like the project that nobody drained; the others are drained, and were flooded a month later. */
const oneFriend: StoryOf = (random, index) =>
  index === 0 ? floodedRice(random) : { ...drainedRice(random), flooded: floodedOn(random) + 30 };

/** Twelve bright days over water that nobody let out. */
const bouncing: StoryOf = (random) => {
  const first = between(random, 18, 26);
  return { ...floodedRice(random), bounce: { first, last: first + 11, aboveCanopyDb: -0.5 + 4 * random() } };
};

/** Drained to be sown, and never again. */
const wetSeeded: StoryOf = (random) => {
  const first = between(random, 5, 7);
  return riceOf(random, [{ first, last: first + between(random, 10, 12) }]);
};

/** As many days of cultivation as a year has, in a season of 120. */
const inflated = practiceOf({}, 366);

/** Honest: drained twice among fields that stay flooded. */
export const HONEST: Attack = {
  name: "honest: drained twice, district stays flooded",
  claim: claimOf(drainedRice, floodedRice),
};

/** The ways in which the method was made to pay for nothing, by the number under which each was found. */
export const ATTACKS = {
  ponds: {
    name: "ponds without rice, drained twice, ponds for controls",
    claim: claimOf(
      (random) => pond(random, practised(random)),
      (random) => pond(random, []),
      { noise: WINDY },
    ),
  },
  otherLand: {
    name: "district practice against water and shrimp",
    claim: claimOf(drainedRice, (random) => pond(random, [])),
  },
  oneFriend: {
    name: "one friendly control, nine that do not match",
    claim: claimOf(drainedRice, oneFriend),
  },
  noAddition: {
    name: "half of all fields drain, roles at random",
    claim: claimOf(halfDrain, halfDrain),
  },
  bounce: {
    name: "twelve bright days of young rice over water",
    claim: claimOf(bouncing, floodedRice),
  },
  declared: {
    name: "cultivation days declared four times",
    claim: claimOf(drainedRice, floodedRice, { practice: inflated }),
  },
  sowing: {
    name: "drained to be sown, against transplanted controls",
    claim: claimOf(wetSeeded, floodedRice),
  },
} as const satisfies Readonly<Record<string, Attack>>;
