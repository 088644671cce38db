import { pow } from "../../../math.ts";
import { backgroundOf } from "./background.ts";
import type { Background } from "./background.ts";
import { isClouded, isDay, isSeen } from "./brightness.ts";
import type { ThermalImage } from "./brightness.ts";

/** A pixel with a fire in it, by its number, and how sure that is, percent. */
export type FirePixel = { readonly at: number; readonly confidence: number };

/** Whether a pixel may burn (Giglio et al. 2003, section 3.2, thresholds of collection 4). */
const isCandidate = (image: ThermalImage, at: number): boolean => {
  const t4 = image.t4[at] as number;
  if (t4 - image.t11[at]! <= 10) return false;
  return isDay(image, at) ? t4 > 310 && image.nir[at]! < 0.3 : t4 > 305;
};

/** So hot that no background is needed: test 1. */
const isAbsolute = (image: ThermalImage, at: number): boolean => image.t4[at]! > (isDay(image, at) ? 360 : 320);

/** Tests 2 to 6: how a pixel stands out of what lies round it. */
const standsOut = (image: ThermalImage, at: number, { t4, t11, difference, fires }: Background): boolean => {
  const own = image.t4[at]! - image.t11[at]!;
  const isHotter =
    own > difference.mean + 3.5 * difference.deviation &&
    own > difference.mean + 6 &&
    image.t4[at]! > t4.mean + 3 * t4.deviation;
  if (!isHotter || !isDay(image, at)) return isHotter;
  return image.t11[at]! > t11.mean + t11.deviation - 4 || (fires !== undefined && fires.deviation > 5);
};

const ramp = (value: number, from: number, to: number): number =>
  Math.min(Math.max((value - from) / (to - from), 0), 1);

const cloudedNeighbours = (image: ThermalImage, at: number): number => {
  const { width, height } = image;
  const [col, row] = [at % width, Math.floor(at / width)];
  let count = 0;
  for (let y = Math.max(row - 1, 0); y <= Math.min(row + 1, height - 1); y += 1)
    for (let x = Math.max(col - 1, 0); x <= Math.min(col + 1, width - 1); x += 1)
      if (y * width + x !== at && isSeen(image, y * width + x) && isClouded(image, y * width + x)) count += 1;
  return count;
};

/**
 * How sure a fire is, percent: the geometric mean of ramps of its temperature, of how far it and its difference stand out of
 * the background in its deviations, and of the clouds beside it (Giglio et al. 2003, section 3.6). Water beside it is not
 * known here and lowers nothing; where there is no background its ramps are left out. At night the temperature's ramp is 305
 * to 320 K (from memory).
 */
const confidenceOf = (image: ThermalImage, at: number, background: Background | undefined): number => {
  const [low, high] = isDay(image, at) ? [310, 340] : [305, 320];
  const ramps = [ramp(image.t4[at]!, low!, high!), 1 - ramp(cloudedNeighbours(image, at), 0, 6)];
  if (background !== undefined) {
    const { t4, difference } = background;
    const out = (value: number, { mean, deviation }: typeof t4): number =>
      deviation > 0 ? (value - mean) / deviation : Infinity;
    ramps.push(ramp(out(image.t4[at]!, t4), 2.5, 6));
    ramps.push(ramp(out(image.t4[at]! - image.t11[at]!, difference), 3, 6));
  }
  return Math.round(
    100 *
      pow(
        ramps.reduce((product, each) => product * each, 1),
        1 / ramps.length,
      ),
  );
};

/**
 * Pixels with a fire: hot beyond doubt, or hotter than the ground round them by every test, day and night by their own
 * thresholds. Glint of the sun, the edges of deserts and coasts are not told from fires, as they are in the original.
 */
export const firesOf = (image: ThermalImage): readonly FirePixel[] =>
  Array.from(image.t4.keys()).flatMap((at): readonly FirePixel[] => {
    if (!isSeen(image, at) || isClouded(image, at) || !isCandidate(image, at)) return [];
    const background = backgroundOf(image, at);
    const isFire = isAbsolute(image, at) || (background !== undefined && standsOut(image, at, background));
    return isFire ? [{ at, confidence: confidenceOf(image, at, background) }] : [];
  });
