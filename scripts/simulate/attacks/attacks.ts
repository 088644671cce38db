import type { FieldRole } from "../../../oracle/core/services/common/types.ts";
import { dateOf, dayOf } from "../../../oracle/core/services/common/day.ts";
import type { Pass } from "../../../oracle/core/services/paddy/passes.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { seeFields, storiedField } from "./field-signal.ts";
import type { Noise, Spell, Story } from "./field-signal.ts";
import type { Claim } from "./world.ts";

/** Somebody who wants credits for nothing, or an honest project beside them. */
export type Attack = {
  readonly name: string;
  /** Variant `seed` of it. */
  readonly claim: (seed: bigint) => Claim;
};

export const FIRST_DAY = dayOf("2022-01-01");
export const SEASON_DAYS = 120;
const NOISE: Noise = { shared: 0.5, own: 0.7 };
/** Of ponds in wind: what the attack that earned most had in VV. */
const WINDY: Noise = { shared: 0.5, own: 1.3 };

export const HISTORY_DAYS = 730;
/** Crops before the credited one: as many as fill the history. */
export const EARLIER = 6;

/** One track every twelve days in the history; then two, each every six days, three days apart. */
export const PASSES: readonly Pass[] = [
  ...Array.from({ length: 60 }, (_, order) => ({ day: FIRST_DAY - 720 + 12 * order, track: "descending" })),
  ...Array.from({ length: SEASON_DAYS / 3 }, (_, order) => ({
    day: FIRST_DAY + 3 * order,
    track: order % 2 === 0 ? "descending" : "ascending",
  })),
];

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

/** How a side manages its fields: in the credited season, and in each of those before. */
type Side = { readonly now: StoryOf; readonly before: StoryOf };

const earlier = (story: Story, seasons: number): Story => ({
  ...story,
  flooded: story.flooded - seasons * SEASON_DAYS,
});

const claimOf =
  (project: Side, control: Side, { noise = NOISE, practice = practiceOf(), projects = 12, controls = 160 } = {}) =>
  (seed: bigint): Claim => {
    const random = seededRandom(seed);
    const roles = [
      ...Array.from({ length: projects }, (): FieldRole => "project"),
      ...Array.from({ length: controls }, (): FieldRole => "control"),
    ];
    const fields = roles.map((role, index) => {
      const [side, place] = role === "project" ? [project, index] : [control, index - projects];
      const before = Array.from({ length: EARLIER }, (_, order) =>
        earlier(side.before(random, place), EARLIER - order),
      );
      return storiedField([...before, side.now(random, place)], random);
    });
    const looks = seeFields(fields, PASSES, noise, random);
    return {
      plots: roles.map((role, index) => ({
        id: `f${String(index).padStart(2, "0")}`,
        role,
        looks: looks[index] ?? [],
      })),
      historyDays: HISTORY_DAYS,
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

/** Managed in every season as in the credited one. */
const always = (now: StoryOf): Side => ({ now, before: now });
/** Flooded throughout in the seasons before. */
const newly = (now: StoryOf): Side => ({ now, before: floodedRice });

const pondOf = (drained: (random: Random) => readonly Spell[]): Side => ({
  now: (random) => pond(random, drained(random)),
  before: (random) => pond(random, []),
});
const ponds = pondOf(() => []);

/** Honest: drained twice among fields that stay flooded. */
export const HONEST: Attack = {
  name: "honest: drained twice, district stays flooded",
  claim: claimOf(newly(drainedRice), always(floodedRice)),
};

/** The ways in which the method was made to pay for nothing, by the number under which each was found. */
export const ATTACKS = {
  ponds: {
    name: "ponds without rice, drained twice, ponds for controls",
    claim: claimOf(pondOf(practised), ponds, { noise: WINDY }),
  },
  otherLand: {
    name: "district practice against water and shrimp",
    claim: claimOf(always(drainedRice), ponds),
  },
  oneFriend: {
    name: "one friendly control, the others do not match",
    claim: claimOf(newly(drainedRice), newly(oneFriend)),
  },
  noAddition: {
    name: "half of all fields drain, roles at random",
    claim: claimOf(always(halfDrain), always(halfDrain)),
  },
  bounce: {
    name: "twelve bright days of young rice over water",
    claim: claimOf(newly(bouncing), always(floodedRice)),
  },
  bounceMany: {
    name: "the same bright days on 48 fields",
    claim: claimOf(newly(bouncing), always(floodedRice), { projects: 48, controls: 640 }),
  },
  declared: {
    name: "cultivation days declared four times",
    claim: claimOf(newly(drainedRice), always(floodedRice), { practice: inflated }),
  },
  sowing: {
    name: "drained to be sown, against transplanted controls",
    claim: claimOf(newly(wetSeeded), always(floodedRice)),
  },
  habit: {
    name: "fields that always drained, neighbours that never did",
    claim: claimOf(always(drainedRice), always(floodedRice)),
  },
} as const satisfies Readonly<Record<string, Attack>>;
