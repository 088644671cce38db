import { normalQuantile } from "../../../../oracle/core/uncertainty/normal.ts";
import { depthInvariantIndices } from "../../../../oracle/core/kernels/depth-invariant.ts";
import type { WaterColumn } from "../../../../oracle/core/kernels/depth-invariant.ts";
import { gaussianOf } from "../../../../oracle/core/kernels/gaussian-class.ts";
import type { BottomClassifier } from "../../../../oracle/core/kernels/classifier.ts";
import { exp, ln } from "../../../../oracle/core/math.ts";

/** SIMULATED optics of four bands, coastal to red: reflectance of deep water and diffuse attenuation per metre. */
export const DEEP = [60, 45, 30, 12];
export const ATTENUATION = [0.05, 0.06, 0.1, 0.35];
/** SIMULATED reflectance of six bottoms at the surface, times 10,000: sand, mud, seagrass, red algae, brown algae, coral. */
export const BOTTOMS = [
  [2200, 2600, 3000, 3200],
  [900, 1100, 1400, 1700],
  [250, 320, 620, 420],
  [330, 300, 420, 760],
  [200, 260, 480, 600],
  [520, 640, 900, 1250],
];

/** Relative deviation of what comes back from the bottom: so much that bottoms overlap. */
export const NOISE = 0.2;

/** What four bands see of a bottom at a depth in metres: Lyzenga's model, deep + (bottom - deep) exp(-2 k z). */
export const seen = (bottom: number, metres: number, noise: () => number = () => 0): readonly number[] =>
  DEEP.map((deep, band) => {
    const light = exp(-2 * ATTENUATION[band]! * metres);
    return Math.fround(deep + (BOTTOMS[bottom]![band]! - deep) * light * (1 + noise()));
  });

/** Standard normal. */
export const gauss = (random: () => number): number => normalQuantile((Math.floor(random() * 2 ** 32) + 0.5) / 2 ** 32);

export const waterOf = (bands: number): WaterColumn => ({
  deepWater: DEEP.slice(0, bands),
  ratios: ATTENUATION.slice(0, bands - 1).map((k, band) => k / ATTENUATION[band + 1]!),
});

/** A classifier trained on pixels of every bottom at up to six metres. */
export const trained = (
  random: () => number,
  water: WaterColumn,
  bandsOf: (pixel: readonly number[]) => readonly number[] = (pixel) => pixel,
): BottomClassifier => ({
  water,
  classes: BOTTOMS.map((_, bottom) => {
    const samples = Array.from({ length: 300 }, () => seen(bottom, 6 * random(), () => NOISE * gauss(random)));
    const features = samples.map((pixel) => depthInvariantIndices(bandsOf(pixel), water)!);
    return gaussianOf(`bottom ${bottom}`, features, 1);
  }),
  mostDistance2: Infinity,
});

/** Pixels as planes: one for each band. */
export const coastOf = (pixels: readonly (readonly number[])[]): readonly Float32Array[] =>
  pixels[0]!.map((_, band) => Float32Array.from(pixels, (pixel) => pixel[band]!));

/** d^2 + ln det - 2 ln prior of each class, in doubles. */
export const scoresOf = (pixel: readonly number[], { water, classes }: BottomClassifier): readonly number[] => {
  const features = depthInvariantIndices(pixel, water)!;
  return classes.map(({ mean, whitening, prior }) =>
    mean.reduce(
      (score, _, row) => {
        const weights = whitening.slice((row * (row + 1)) / 2, ((row + 1) * (row + 2)) / 2);
        const y = weights.reduce((sum, weight, column) => sum + weight * (features[column]! - mean[column]!), 0);
        return score + y * y - 2 * ln(weights[row]!);
      },
      -2 * ln(prior),
    ),
  );
};
