import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { gaussianOf } from "../../../../oracle/core/kernels/gaussian-class.ts";
import { randomOf } from "./by-windows.ts";
import { gauss } from "./coast.ts";

/** Samples of features that hang together. */
const samplesOf = (seed: number): readonly (readonly number[])[] => {
  const random = randomOf(seed);
  const features = 1 + Math.floor(random() * 4);
  const mixing = Array.from({ length: features }, () => Array.from({ length: features }, () => gauss(random)));
  return Array.from({ length: features + 2 + Math.floor(random() * 60) }, () => {
    const free = mixing.map(() => gauss(random));
    return mixing.map((row, i) => 5 * i + row.reduce((sum, weight, j) => sum + weight * free[j]!, 0));
  });
};

const naiveMean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

const naiveCovariance = (samples: readonly (readonly number[])[]): readonly (readonly number[])[] => {
  const columns = samples[0]!.map((_, i) => samples.map((sample) => sample[i]!));
  return columns.map((x) =>
    columns.map((y) => {
      const [mx, my] = [naiveMean(x), naiveMean(y)];
      return x.reduce((sum, value, k) => sum + (value - mx) * (y[k]! - my), 0) / (samples.length - 1);
    }),
  );
};

describe("gaussianOf", () => {
  it("gives a factor W with W covariance W' = 1, and the mean", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const samples = samplesOf(seed);
        const covariance = naiveCovariance(samples);
        const { mean, whitening, prior } = gaussianOf("sand", samples, 0.3);
        expect(prior).to.equal(0.3);
        mean.forEach((value, i) => expect(value).to.be.closeTo(naiveMean(samples.map((sample) => sample[i]!)), 1e-9));
        const w = mean.map((_, row) =>
          mean.map((__, column) => (column > row ? 0 : whitening[(row * (row + 1)) / 2 + column]!)),
        );
        const largest = Math.max(...w.flat().map(Math.abs)) ** 2 * Math.max(...covariance.flat().map(Math.abs));
        w.forEach((row, i) =>
          w.forEach((other, j) => {
            const product = row.reduce(
              (sum, a, k) => sum + a * other.reduce((inner, b, l) => inner + covariance[k]![l]! * b, 0),
              0,
            );
            expect(product).to.be.closeTo(i === j ? 1 : 0, 1e-11 * (1 + largest));
          }),
        );
      }),
      { seed: 95, numRuns: 100 },
    );
  });

  it("gives the same bits whatever the order of the pixels", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const samples = samplesOf(seed);
        const random = randomOf(seed + 1);
        const mixed = samples.map((sample) => [random(), sample] as const).sort(([a], [b]) => a - b);
        expect(gaussianOf("sand", mixed.map(([, sample]) => sample), 1)).to.deep.equal(gaussianOf("sand", samples, 1)); // prettier-ignore
      }),
      { seed: 96, numRuns: 50 },
    );
  });

  it("refuses, by name, a class whose covariance is singular or whose pixels are too few", () => {
    const random = randomOf(3);
    const flat = Array.from({ length: 30 }, () => [gauss(random), 4]);
    const follows = Array.from({ length: 30 }, () => gauss(random)).map((x) => [x, 0.1 * x + 3]);
    const nearly = follows.map(([x, y]) => [x!, y! + 1e-9 * gauss(random)]);
    const missing = [...flat.map(([x]) => [x!, gauss(random)]), [NaN, 1]];
    for (const samples of [[], [[1]], [[], []], flat.slice(0, 2), flat, follows, nearly, missing])
      expect(() => gaussianOf("mud", samples, 1))
        .to.throw(SixfoldError)
        .that.includes({ code: "KERNEL_CLASS_SINGULAR", field: "mud" });
  });
});
