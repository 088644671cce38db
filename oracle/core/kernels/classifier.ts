import { SixfoldError } from "../errors.ts";
import { ln } from "../math.ts";
import type { Core } from "../wasm/core.ts";
import type { WaterColumn } from "./depth-invariant.ts";
import type { GaussianClass } from "./gaussian-class.ts";
import { requireLength } from "./require-length.ts";

/** Code of a pixel that is observed and of no class. The first class is 1. */
export const UNCLASSIFIED = 0;
/** Code of a pixel that is not observed. */
export const UNOBSERVED = 255;

const MOST_BANDS = 4;
const MOST_FEATURES = MOST_BANDS - 1;
/** What a byte holds beside the two codes above. */
const MOST_CLASSES = 254;
/** Codes are stored four at a time, so that some may lie behind the last one. */
const SPARE = 3;
/** Float32 values of a class in the core's memory: means, whitening factor, penalty. */
const CLASS_WORDS = MOST_FEATURES + (MOST_FEATURES * (MOST_FEATURES + 1)) / 2 + 1;

/**
 * Squared Mahalanobis distances that one pixel in a hundred of a class goes beyond, for one to three features: chi-square
 * of as many degrees of freedom (NIST/SEMATECH e-Handbook of Statistical Methods, 1.3.6.7.4). So if the class is normal
 * and its mean and covariance are known; those of few training pixels are not.
 */
export const CHI_SQUARE_99: readonly [number, number, number] = [6.635, 9.21, 11.345];

/** Gaussian maximum likelihood classes of the bottom, by depth-invariant indices. */
export type BottomClassifier = {
  readonly water: WaterColumn;
  /** Up to 254, their features the water column's indices. */
  readonly classes: readonly GaussianClass[];
  /** A pixel farther than this from its likeliest class has none: squared Mahalanobis distance, Infinity for no limit. */
  readonly mostDistance2: number;
};

const demand = (isMet: boolean, field: string, value: unknown, rule: string): void => {
  if (!isMet) throw new SixfoldError({ code: "KERNEL_CLASSIFIER", failure: "usage", field, value, rule });
};

/** The kernel works in float32. */
const isFinite32 = (value: number): boolean => Number.isFinite(Math.fround(value));
const isPositive32 = (value: number): boolean => isFinite32(value) && Math.fround(value) > 0;

const requireWater = ({ deepWater, ratios }: WaterColumn): void => {
  const { length } = deepWater;
  demand(length >= 2 && length <= MOST_BANDS, "deepWater", length, `is of 2 to ${MOST_BANDS} bands`);
  demand(deepWater.every(isFinite32), "deepWater", deepWater, "is finite");
  requireLength("ratios", ratios, length - 1);
  demand(ratios.every(isPositive32), "ratios", ratios, "are above 0 and finite");
};

/** The class in float32, features that are not there at 0, then ln det - 2 ln prior. */
const wordsOf = ({ mean, whitening, prior }: GaussianClass, features: number, index: number): readonly number[] => {
  const field = `classes/${index}`;
  requireLength(`${field}/mean`, mean, features);
  requireLength(`${field}/whitening`, whitening, (features * (features + 1)) / 2);
  const diagonal = mean.map((_, row) => whitening[(row * (row + 3)) / 2] as number);
  demand(mean.every(isFinite32), `${field}/mean`, mean, "is finite");
  demand(whitening.every(isFinite32), `${field}/whitening`, whitening, "is finite");
  demand(diagonal.every(isPositive32), `${field}/whitening`, whitening, "is of a positive definite covariance");
  demand(isPositive32(prior), `${field}/prior`, prior, "is above 0 and finite");
  const padded = (values: readonly number[], length: number): readonly number[] => [
    ...values,
    ...Array.from({ length: length - values.length }, () => 0),
  ];
  const penalty = -2 * (diagonal.reduce((sum, value) => sum + ln(value), 0) + ln(prior));
  return [...padded(mean, MOST_FEATURES), ...padded(whitening, CLASS_WORDS - MOST_FEATURES - 1), penalty];
};

/** Where a byte for each of so many pixels' codes starts. */
export const allocCodes = (core: Core, pixels: number): number => core.alloc(pixels + SPARE);

/**
 * Puts a classifier into the core's memory.
 *
 * @returns what turns a strip of bands, in the water column's order, into codes: those of `allocCodes`, or the rows of a
 * window from top to bottom, since up to three codes behind the last one are written too.
 * @throws SixfoldError KERNEL_CLASSIFIER, KERNEL_LENGTH
 */
export const loadClassifier = (
  core: Core,
  { water, classes, mostDistance2 }: BottomClassifier,
): ((bands: readonly number[], pixels: number, codes: number) => void) => {
  requireWater(water);
  demand(
    classes.length >= 1 && classes.length <= MOST_CLASSES,
    "classes",
    classes.length,
    `are 1 to ${MOST_CLASSES}, each with a code of a byte`,
  );
  demand(mostDistance2 > 0, "mostDistance2", mostDistance2, "is above 0");
  const { deepWater, ratios } = water;
  const words = classes.flatMap((each, index) => wordsOf(each, ratios.length, index));
  const waterAt = core.alloc(2 * MOST_BANDS * 4);
  const classesAt = core.alloc(words.length * 4);
  /** Bands that are not there are the last one again: observed where it is, and of no weight. */
  const place = (band: number): number => Math.min(band, deepWater.length - 1);
  core
    .f32(waterAt, 2 * MOST_BANDS)
    .set([
      ...[0, 1, 2, 3].map((band) => deepWater[place(band)] as number),
      ...[0, 1, 2].map((band) => ratios[band] ?? 0),
      mostDistance2,
    ]);
  core.f32(classesAt, words.length).set(words);
  return (bands, pixels, codes) => {
    requireLength("bands", bands, deepWater.length);
    const [band0, band1, band2, band3] = [0, 1, 2, 3].map((band) => bands[place(band)] as number) as [
      number,
      number,
      number,
      number,
    ];
    core.run.classify(band0, band1, band2, band3, pixels, waterAt, classesAt, classes.length, codes);
  };
};
