import { refused } from "../../../errors.ts";
import { ln, pow } from "../../../math.ts";

/** Calibration of the yearly PALSAR and PALSAR-2 mosaics, dB: JAXA, as Google's Earth Engine catalogue states it. */
const CALIBRATION_DB = -83;

/** Meaning of the mosaics' mask band (the same source). Land alone is used. */
export const MOSAIC_MASK = { nodata: 0, water: 50, layover: 100, shadow: 150, land: 255 } as const;

/** Why a pixel of a mosaic says nothing of a forest. */
export type MosaicGap = "nodata" | "water" | "layover" | "shadow" | "incidence";

export type MosaicPixel = {
  /** Digital number, 0 to 65535; 0 is no data. */
  readonly dn: number;
  readonly mask: number;
  /** Local incidence, degrees. */
  readonly incidence: number;
};

/** Whole digital numbers of 16 bits: a backscatter in dB or in linear power is none. */
const requireNumber = (dn: number): void => {
  if (!(Number.isInteger(dn) && dn >= 0 && dn <= 65_535))
    throw refused("SERVICE_DIGITAL_NUMBER", "dn", String(dn), "a whole number from 0 to 65535, neither dB nor power");
};

/** gamma0, linear power, to the square of a digital number. */
export const POWER_PER_SQUARE = pow(10, CALIBRATION_DB / 10);

/**
 * gamma0 of a digital number, linear power: DN^2 / 10^8.3. Undefined for 0, which is no data and has no logarithm.
 *
 * @throws SixfoldError SERVICE_DIGITAL_NUMBER
 */
export const gammaNought = (dn: number): number | undefined => {
  requireNumber(dn);
  return dn === 0 ? undefined : dn * dn * POWER_PER_SQUARE;
};

const LN_10 = ln(10);

/** Decibels of a linear power above 0. Means are taken of powers, never of these. */
export const decibels = (power: number): number => (10 * ln(power)) / LN_10;

/** Why a pixel of a mosaic can not be what it is said to be. */
export type MosaicFault = "number" | "mask" | "incidence-missing";

/**
 * What a pixel of a mosaic is, judged by its numbers alone: land that is used, a gap, or a fault. 0 is no data, has no
 * logarithm, and is never a low backscatter.
 *
 * @param range local incidence that is used, degrees, both ends in.
 */
export const judgePixel = (
  { dn, mask, incidence }: MosaicPixel,
  [least, most]: readonly [least: number, most: number],
): "land" | MosaicGap | MosaicFault => {
  if (!(Number.isInteger(dn) && dn >= 0 && dn <= 65_535)) return "number";
  const isLand = mask === MOSAIC_MASK.land;
  if (!isLand) {
    if (mask === MOSAIC_MASK.water) return "water";
    if (mask === MOSAIC_MASK.layover) return "layover";
    if (mask === MOSAIC_MASK.shadow) return "shadow";
    return mask === MOSAIC_MASK.nodata ? "nodata" : "mask";
  }
  if (dn === 0) return "nodata";
  if (!(incidence >= 0 && incidence <= 90)) return "incidence-missing";
  return incidence < least || incidence > most ? "incidence" : "land";
};

/**
 * gamma0 of a pixel that shows land, in linear power, or why it does not.
 *
 * @param range local incidence that is used, degrees, both ends in.
 * @throws SixfoldError SERVICE_DIGITAL_NUMBER, SERVICE_INCIDENCE where the incidence is missing, SERVICE_MASK
 */
export const landPower = (pixel: MosaicPixel, range: readonly [least: number, most: number]): number | MosaicGap => {
  const { dn, mask, incidence } = pixel;
  requireNumber(dn);
  const judged = judgePixel(pixel, range);
  if (judged === "mask")
    throw refused("SERVICE_MASK", "mask", String(mask), `one of ${Object.values(MOSAIC_MASK).join(", ")}`);
  if (judged === "incidence-missing")
    throw refused("SERVICE_INCIDENCE", "incidence", String(incidence), "every pixel of land has a local incidence");
  return judged === "land" ? (gammaNought(dn) as number) : (judged as MosaicGap);
};
