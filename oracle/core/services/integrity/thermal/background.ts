import { isClouded, isDay, isSeen } from "./brightness.ts";
import type { ThermalImage } from "./brightness.ts";

/** A mean, and the mean absolute deviation from it. */
export type Spread = { readonly mean: number; readonly deviation: number };

/** What lies round a pixel without being fire, kelvin; `fires` are those left out as likely burning. */
export type Background = {
  readonly t4: Spread;
  readonly t11: Spread;
  readonly difference: Spread;
  readonly fires: Spread | undefined;
};

const [LEAST_PIXELS, LEAST_SHARE] = [8, 0.25];
/** Pixels to either side: windows of 5 by 5 to 21 by 21. */
const [FIRST_REACH, LAST_REACH] = [2, 10];

const spreadOf = (values: readonly number[]): Spread => {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return { mean, deviation: values.reduce((sum, value) => sum + Math.abs(value - mean), 0) / values.length };
};

/** Whether a neighbour likely burns itself, so that it is no background (section 3.3). */
const isBurning = (image: ThermalImage, at: number): boolean => {
  const [t4, difference] = [image.t4[at]!, image.t4[at]! - image.t11[at]!];
  return isDay(image, at) ? t4 > 325 && difference > 20 : t4 > 310 && difference > 10;
};

/**
 * The background of a pixel: the smallest window in which at least 8 neighbours and a quarter of all are clear and do not
 * burn (Giglio et al. 2003, section 3.3); undefined where not even 21 by 21 pixels are enough.
 */
export const backgroundOf = (image: ThermalImage, at: number): Background | undefined => {
  const { width, height, t4, t11 } = image;
  const [col, row] = [at % width, Math.floor(at / width)];
  for (let reach = FIRST_REACH; reach <= LAST_REACH; reach += 1) {
    const [valid, burning] = [[] as number[], [] as number[]];
    for (let y = Math.max(row - reach, 0); y <= Math.min(row + reach, height - 1); y += 1)
      for (let x = Math.max(col - reach, 0); x <= Math.min(col + reach, width - 1); x += 1) {
        const near = y * width + x;
        if (near === at || !isSeen(image, near) || isClouded(image, near)) continue;
        (isBurning(image, near) ? burning : valid).push(near);
      }
    const all = (2 * reach + 1) * (2 * reach + 1) - 1;
    if (valid.length < LEAST_PIXELS || valid.length < LEAST_SHARE * all) continue;
    return {
      t4: spreadOf(valid.map((near) => t4[near]!)),
      t11: spreadOf(valid.map((near) => t11[near]!)),
      difference: spreadOf(valid.map((near) => t4[near]! - t11[near]!)),
      fires: burning.length === 0 ? undefined : spreadOf(burning.map((near) => t4[near]!)),
    };
  }
  return undefined;
};
