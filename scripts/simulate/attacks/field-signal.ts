import { exp } from "../../../oracle/core/math.ts";
import type { FieldLook } from "../../../oracle/core/services/paddy/inundation.ts";
import { toDecibels } from "../../../oracle/core/services/common/decibels.ts";
import type { Pass } from "../../../oracle/core/services/paddy/passes.ts";
import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../oracle/core/uncertainty/sample.ts";
import { fromDb } from "../backscatter.ts";

/** Days since planting; the last is dry. */
export type Spell = { readonly first: number; readonly last: number };

/** What stands on a field and what is done to it. */
export type Story = {
  /** The day on which it is flooded; dry before. */
  readonly flooded: number;
  /** Days without water, counted from the flooding. */
  readonly drained: readonly Spell[];
  /** Days from flooding until half the canopy stands; undefined where nothing grows. */
  readonly halfCanopy: number | undefined;
  /** Stems that stand in water and bounce the signal back: when, and how much brighter than the canopy, dB. */
  readonly bounce?: Spell & { readonly aboveCanopyDb: number };
  /** Days since the flooding on which something bright lies on it, as weed, boats or nets on a pond. */
  readonly bright?: Spell;
};

/**
 * Levels of VV and VH in dB, from 372 labelled points of An Giang, 2022: medians of looks at lasting water, of closed
 * canopies over rice, and of bare soil beside Sentinel-2 (two thirds of which lie above -17 dB in VH; here it is taken
 * darker, which makes it easier to see and so favours whoever claims a drainage).
 */
export const LEVEL_DB = { water: [-17.5, -23.5], soil: [-9, -18.5], canopy: [-9, -15] } as const;

/** Days in which a canopy goes from a quarter to three quarters, halved. */
const CLOSING_DAYS = 4;

/** Fallow before a flooding, when stubble is gone. */
const BEFORE_FLOODING_DAYS = 10;

const mixDb = (under: number, over: number, share: number): number =>
  toDecibels((1 - share) * fromDb(under) + share * fromDb(over));

/** Noise of a look, dB (standard deviation): what all fields share (wind, rain), and what each has alone. */
export type Noise = { readonly shared: number; readonly own: number };

const levelAt = ({ flooded, drained, halfCanopy, bounce, bright }: Story, day: number): readonly [number, number] => {
  const age = day - flooded;
  const within = ({ first, last }: Spell): boolean => age >= first && age <= last;
  const isDry = age < 0 || drained.some(within);
  const share = halfCanopy === undefined || age < 0 ? 0 : 1 / (1 + exp(-(age - halfCanopy) / CLOSING_DAYS));
  const [vv, vh] = isDry ? LEVEL_DB.soil : LEVEL_DB.water;
  const [canopyVv, canopyVh] = LEVEL_DB.canopy;
  if (bright !== undefined && within(bright)) return LEVEL_DB.canopy;
  const seen = [mixDb(vv, canopyVv, share), mixDb(vh, canopyVh, share)] as const;
  // Stems turn VV back and leave VH nearly as it was: two decibels of leaves.
  return bounce !== undefined && within(bounce) ? [canopyVv + bounce.aboveCanopyDb, seen[1] + 2] : seen;
};

/** A field with its crops in order of time, and how much brighter than others it is for good, dB in VV and VH. */
export type StoriedField = { readonly crops: readonly Story[]; readonly brighterDb: readonly [vv: number, vh: number] };

/**
 * Between-field standard deviations, dB: of means over the looks of a year at 50 points of lasting water in An Giang,
 * 2022, where nothing else differs.
 */
const FIELD_SD_DB = [0.6, 0.3] as const;

export const storiedField = (crops: readonly Story[], random: Random): StoriedField => ({
  crops,
  brighterDb: [FIELD_SD_DB[0] * standardNormal(random), FIELD_SD_DB[1] * standardNormal(random)],
});

/** The crop of a day: the last that was flooded, or is about to be. */
const cropOn = (crops: readonly Story[], day: number): Story =>
  crops.findLast(({ flooded }) => flooded - BEFORE_FLOODING_DAYS <= day) ?? (crops[0] as Story);

/** What passes see of fields, each by its crops. */
export const seeFields = (
  fields: readonly StoriedField[],
  passes: readonly Pass[],
  { shared, own }: Noise,
  random: Random,
): readonly (readonly FieldLook[])[] => {
  const weather = passes.map(() => [shared * standardNormal(random), (shared / 2) * standardNormal(random)] as const);
  return fields.map(({ crops, brighterDb }) =>
    passes.map(({ day, track }, index): FieldLook => {
      const [vv, vh] = levelAt(cropOn(crops, day), day);
      const [vvWeather, vhWeather] = weather[index] as readonly [number, number];
      return {
        day,
        track,
        vvDb: vv + brighterDb[0] + vvWeather + own * standardNormal(random),
        vhDb: vh + brighterDb[1] + vhWeather + own * standardNormal(random),
      };
    }),
  );
};
