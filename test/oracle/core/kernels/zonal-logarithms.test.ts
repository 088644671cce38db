import { expect } from "chai";
import fc from "fast-check";

import { ln } from "../../../../oracle/core/math.ts";
import { meanDecibels, meanLogarithm, zonalLogarithms } from "../../../../oracle/core/kernels/zonal-logarithms.ts";
import { zonalIndex } from "../../../../oracle/core/kernels/zonal-sums.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";
import { cut, randomOf, runSplit, runWhole } from "./by-windows.ts";
import type { Stack } from "./by-windows.ts";

const ZONES = 5;

/** Backscatter as images have it, any float32 there is, and what has no logarithm. */
const value = (random: () => number): number => {
  const kind = random();
  if (kind < 0.1) return NaN;
  if (kind < 0.2) return [0, -0, -1, Infinity, -Infinity][Math.floor(random() * 5)]!;
  if (kind < 0.7) return Math.fround(random() * 0.3);
  return new Float32Array(Uint32Array.of(Math.floor(random() * 2 ** 32)).buffer)[0]!;
};

const example = (seed: number): { readonly stack: Stack; readonly labels: Int32Array } => {
  const random = randomOf(seed);
  const [width, height] = [1 + Math.floor(random() * 40), 1 + Math.floor(random() * 20)];
  const plane = (): Float32Array => Float32Array.from({ length: width * height }, () => value(random));
  const labels = new Int32Array(width * height);
  let label = -1;
  for (let i = 0; i < labels.length; i += 1) {
    if (random() < 0.15) label = Math.floor(random() * (ZONES + 2)) - 1;
    labels[i] = label;
  }
  return { stack: { width, height, steps: [0, 1].map(() => [plane(), plane()]) }, labels };
};

const parametersOf =
  ({ stack, labels }: ReturnType<typeof example>) =>
  (window: Window) => ({ labels: cut(labels, stack.width, window), zones: ZONES, steps: 2, bands: 2 });

describe("zonalLogarithms", () => {
  it("counts what has a logarithm and keeps the stated error of its mean", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { stack, labels } = example(seed);
        const result = runWhole(zonalLogarithms, stack, parametersOf({ stack, labels }));
        expect(new Set(result.zones)).to.deep.equal(new Set(labels.filter((label) => label >= 0 && label < ZONES)));
        stack.steps.forEach((bands, step) =>
          bands.forEach((values, band) =>
            result.zones.forEach((zone, place) => {
              const logarithms = [...values]
                .filter((x, i) => labels[i] === zone && x > 0 && x < Infinity)
                .map((x) => ln(x));
              const index = zonalIndex(result, step, band, place);
              expect(result.counts[index]).to.equal(logarithms.length);
              if (logarithms.length === 0) {
                expect(result.sums[index]).to.equal(0n);
                expect(meanDecibels(result, index)).to.be.NaN;
                return;
              }
              const mean = logarithms.reduce((sum, x) => sum + x, 0) / logarithms.length;
              const magnitude = logarithms.reduce((sum, x) => sum + Math.abs(x), 0) / logarithms.length;
              expect(meanLogarithm(result, index)).to.be.closeTo(mean, 2e-6 * magnitude + 2 ** -25 + 1e-12);
              expect(meanDecibels(result, index)).to.be.closeTo(
                mean * 4.342944819032518,
                2e-6 * magnitude * 4.35 + 1.3e-7,
              );
            }),
          ),
        );
      }),
      { seed: 71, numRuns: 100 },
    );
  });

  it("gives the same integers whatever the windows, the strips and the order of merging", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { stack, labels } = example(seed);
        const parameters = parametersOf({ stack, labels });
        const split = runSplit(zonalLogarithms, stack, parameters, randomOf(seed + 1));
        expect(split).to.deep.equal(runWhole(zonalLogarithms, stack, parameters));
      }),
      { seed: 72, numRuns: 100 },
    );
  });

  it("gives 0 dB for 1, 10 dB for 10 and holds the least and the greatest values", () => {
    for (const [x, decibels] of [
      [1, 0],
      [10, 10],
      [2 ** -149, -448.5346],
      [3.4028234663852886e38, 385.3184],
    ] as const) {
      const stack = { width: 1001, height: 3, steps: [[new Float32Array(3003).fill(x)]] };
      const parameters = { labels: new Int32Array(3003), zones: 1, steps: 1, bands: 1 };
      const result = runWhole(zonalLogarithms, stack, () => parameters);
      expect(result.counts[0]).to.equal(3003);
      expect(meanDecibels(result, 0)).to.be.closeTo(decibels, 2e-6 * Math.abs(decibels) + 1e-4);
    }
  });

  it("refuses labels that do not fit the window", () => {
    const parameters = { labels: new Int32Array(3), zones: 1, steps: 0, bands: 1 };
    expect(() => runWhole(zonalLogarithms, { width: 2, height: 2, steps: [] }, () => parameters)).to.throw(
      "has 4 entries here",
    );
  });
});
