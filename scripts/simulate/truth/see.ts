import { exp } from "../../../oracle/core/math.ts";
import type { FieldLook } from "../../../oracle/core/services/paddy/inundation.ts";
import { toDecibels } from "../../../oracle/core/services/common/decibels.ts";
import type { Pass } from "../../../oracle/core/services/paddy/passes.ts";
import type { Random } from "../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../oracle/core/uncertainty/sample.ts";
import { fromDb } from "../backscatter.ts";
import type { Spell } from "../attacks/field-signal.ts";
import { RIDGE } from "./conditions.ts";
import type { Conditions, Surface } from "./conditions.ts";

/** One crop, or weeds where it is never flooded. Spells are days since the flooding, the last one dry. */
export type TrueCrop = {
  readonly flooded: number;
  readonly drained: readonly Spell[];
  readonly halfCover: number;
  readonly bounceDb: number;
};

export type TrueField = {
  readonly crops: readonly TrueCrop[];
  readonly isFallow: boolean;
  /** For good, dB. */
  readonly brighter: Surface;
  /** Shares of the field's pixels that are ridge, and the neighbour's. */
  readonly ridge: number;
  readonly neighbour: number;
};

/** How long after its flooding a crop is cut. */
const CUT_AFTER_DAYS = 105;
const BEFORE_FLOODING_DAYS = 10;

type PassWeather = { readonly shift: Surface; readonly windy: boolean; readonly wet: boolean; readonly dew: number };

/**
 * What a field's own ground shows, dB. It is not the method's model: cover moves decibels and not power from one level to the
 * other, stems in water bounce around half cover, and wind, rain and dew come as they come.
 */
const shownBy = ({ crops, isFallow }: TrueField, day: number, is: Conditions, pass: PassWeather): Surface => {
  const crop = crops.findLast(({ flooded }) => flooded - BEFORE_FLOODING_DAYS <= day) ?? crops[0];
  const { flooded, drained, halfCover, bounceDb } = crop as TrueCrop;
  const age = day - flooded;
  const isDry =
    isFallow || age < 0 || age > CUT_AFTER_DAYS || drained.some(({ first, last }) => age >= first && age <= last);
  const cover = age < 0 || age > CUT_AFTER_DAYS ? 0 : 1 / (1 + exp(-(age - halfCover) / is.closing));
  const leaves = isFallow ? Math.max(cover, 0.8) : cover;
  const mix = (key: "vv" | "vh"): number => {
    const open = isDry ? is.soil[key] + (pass.wet ? is.rain[key] : 0) : is.water[key] + (pass.windy ? is.wind[key] : 0);
    return (1 - leaves) * open + leaves * (is.canopy[key] + pass.dew);
  };
  const vv = mix("vv");
  // Stems in water bounce most at half cover, up to so much above the canopy.
  const stems = isDry ? 0 : 4 * cover * (1 - cover);
  return { vv: vv + stems * Math.max(0, is.canopy.vv + bounceDb - vv), vh: mix("vh") };
};

/** What passes see of fields under some conditions. */
export const seeTrueFields = (
  fields: readonly TrueField[],
  passes: readonly Pass[],
  is: Conditions,
  random: Random,
): readonly (readonly FieldLook[])[] => {
  const weather = passes.map(({ track }): PassWeather => ({
    shift: { vv: is.weather.vv * standardNormal(random), vh: is.weather.vh * standardNormal(random) },
    windy: random() < is.wind.chance,
    wet: random() < is.rain.chance,
    dew: track === "descending" && random() < 0.5 ? is.dewDb : 0,
  }));
  const shown = fields.map((field) => passes.map(({ day }, at) => shownBy(field, day, is, weather[at] as PassWeather)));
  return fields.map(({ brighter, ridge, neighbour }, index) =>
    passes.map(({ day, track }, at): FieldLook => {
      const other = shown[(index + 1) % fields.length]?.[at] as Surface;
      const own = shown[index]?.[at] as Surface;
      const { shift } = weather[at] as PassWeather;
      const seen = (key: "vv" | "vh"): number =>
        toDecibels(
          (1 - ridge - neighbour) * fromDb(own[key]) + ridge * fromDb(RIDGE[key]) + neighbour * fromDb(other[key]),
        ) +
        brighter[key] +
        shift[key] +
        is.own[key] * standardNormal(random);
      return { day, track, vvDb: seen("vv"), vhDb: seen("vh") };
    }),
  );
};
