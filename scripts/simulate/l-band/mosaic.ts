import { POWER_PER_SQUARE } from "../../../oracle/core/services/forest/radar/palsar.ts";
import { exp } from "../../../oracle/core/math.ts";
import { smoothField } from "../forest/landscape.ts";
import { SIZE } from "./place.ts";

/** Bands of one yearly mosaic, row by row; a digital number of 0 is no data. */
export type MadeMosaic = { readonly [band in "HH" | "HV" | "linci" | "mask" | "date"]: Float32Array };

/** Independent looks of a pixel. */
const LOOKS = 16;
/**
 * gamma0 of HV by biomass, a water cloud (Attema and Ulaby 1978, in quotation): power of the ground, of a closed canopy, and
 * how quickly the canopy closes, ha/Mg. It is no line, so that what is fitted is not what is true.
 */
const [GROUND, CANOPY, CLOSING] = [0.02, 0.14, 0.007];
/** HH over HV, as a ratio of powers: 4 dB. */
const HH_OVER_HV = 2.5;

export const powerOf = (biomass: number): number => {
  const through = exp(-CLOSING * biomass);
  return GROUND * through + CANOPY * (1 - through);
};

/** A gamma-distributed mean of looks over its mean, by Wilson and Hilferty's cube of a normal deviate. */
const speckled = (deviate: number): number => {
  const root = 1 - 1 / (9 * LOOKS) + deviate / (3 * Math.sqrt(LOOKS));
  return Math.max(0, root * root * root);
};

/**
 * What a mosaic shows of a forest: water cloud, moisture of the year and of the spot, speckle; a brook, and slopes that
 * face away.
 *
 * @param day of its pixels, as the date band counts.
 */
export const mosaicOf = (
  biomass: Float64Array,
  day: number,
  random: () => number,
  normal: (sd: number) => number,
): MadeMosaic => {
  const year = exp(normal(0.05));
  const spots = smoothField(random, SIZE, 2, 0.05);
  const numbers = (ratio: number): Float32Array =>
    Float32Array.from(biomass, (own, k) => {
      const power = ratio * powerOf(own) * year * exp(spots[k] as number) * speckled(normal(1));
      return Math.min(65_535, Math.max(1, Math.round(Math.sqrt(power / POWER_PER_SQUARE))));
    });
  const isBrook = (k: number): boolean => k % SIZE === 20;
  const isShadow = (k: number): boolean => k % SIZE === 150 && Math.floor(k / SIZE) % 10 === 0;
  const plane = (of: (k: number) => number): Float32Array => Float32Array.from(biomass, (_, k) => of(k));
  return {
    HV: numbers(1),
    HH: numbers(HH_OVER_HV),
    linci: plane((k) => 36 + ((k * 7) % 5)),
    mask: plane((k) => (isBrook(k) ? 50 : isShadow(k) ? 150 : 255)),
    date: plane((k) => day + (Math.floor(k / SIZE) % 2)),
  };
};
