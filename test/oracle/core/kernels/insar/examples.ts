import { NO_COHERENCE, NO_RATE } from "../../../../../oracle/core/kernels/insar/insar-series.ts";
import type { InsarSeries, InsarSeriesParameters } from "../../../../../oracle/core/kernels/insar/insar-series.ts";
import type { InsarPair } from "../../../../../oracle/core/kernels/insar/network.ts";
import type { Window } from "../../../../../oracle/core/grid/window.ts";
import { cut, randomOf } from "../by-windows.ts";
import type { Stack } from "../by-windows.ts";

export const WAVELENGTH_M = 0.05546576;

export type Example = {
  readonly stack: Stack;
  readonly labels: Int32Array;
  readonly parameters: Omit<InsarSeriesParameters, "window" | "labels">;
};

/** A random network that joins all dates: each but the first meets one before it, and some meet more. */
const randomPairs = (random: () => number, dates: number): readonly InsarPair[] => {
  const share = random();
  const pairs: InsarPair[] = [];
  for (let second = 1; second < dates; second += 1) {
    const sure = Math.floor(random() * second);
    for (let first = 0; first < second; first += 1)
      if (first === sure || random() < share) pairs.push({ first, second, reference: random() - 0.5 });
  }
  return pairs
    .map((pair) => [random(), pair] as const)
    .sort(([a], [b]) => a - b)
    .map(([, pair]) => pair);
};

/** Displacements with noise, and pairs that miss, in shares that differ from example to example. */
export const exampleOf = (seed: number): Example => {
  const random = randomOf(seed);
  const [width, height] = [1 + Math.floor(random() * 9), 1 + Math.floor(random() * 9)];
  const dates = 2 + Math.floor(random() * 9);
  const days = [Math.floor(random() * 1000)];
  while (days.length < dates) days.push(days.at(-1)! + 1 + Math.floor(random() * 40));
  const pairs = randomPairs(random, dates);
  const [missing, noise] = [random() < 0.3 ? 0 : random() * 0.6, random() * 3];
  const truth = days.map(() => random() * 20 - 10);
  const bands = pairs.flatMap(({ first, second, reference }) => {
    const [values, coherences] = [new Float32Array(width * height), new Float32Array(width * height)];
    values.forEach((_, i) => {
      const value = truth[second]! - truth[first]! + reference + (random() - 0.5) * noise;
      values[i] = random() < missing ? NaN : value;
      coherences[i] = random() < missing / 4 ? NaN : random() < 0.1 ? 1 : random();
    });
    return [values, coherences];
  });
  return {
    stack: { width, height, steps: [bands] },
    labels: Int32Array.from({ length: width * height }, () => Math.floor(random() * 5) - 1),
    parameters: {
      days,
      pairs,
      metresPerUnit: -WAVELENGTH_M / (4 * Math.PI),
      wavelengthM: WAVELENGTH_M,
      leastCoherence: 0.01 + random() * 0.3,
      leastTemporalCoherence: Math.floor(random() * 1000),
      zones: 4,
    },
  };
};

/** What the kernel needs of a window. */
export const parametersOf =
  ({ stack, labels, parameters }: Example) =>
  (window: Window): InsarSeriesParameters => ({ ...parameters, window, labels: cut(labels, stack.width, window) });

/** The planes of a result as those of the whole stack. */
export const painted = ({ planes }: InsarSeries, { width, height }: Stack) => {
  const rates = new Int32Array(width * height).fill(NO_RATE);
  const temporalCoherence = new Int16Array(width * height).fill(NO_COHERENCE);
  for (const { window, ...plane } of planes) {
    for (let row = 0; row < window.height; row += 1) {
      const [from, to] = [row * window.width, (window.row + row) * width + window.col];
      rates.set(plane.rates.subarray(from, from + window.width), to);
      temporalCoherence.set(plane.temporalCoherence.subarray(from, from + window.width), to);
    }
  }
  return { rates, temporalCoherence };
};
