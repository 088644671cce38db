import { expect } from "chai";
import fc from "fast-check";

import { meanOf, sumOf } from "../../../../oracle/core/kernels/exact-sum.ts";
import { zonalIndex, zonalSums } from "../../../../oracle/core/kernels/zonal-sums.ts";
import { sumExact } from "../../../../oracle/core/raster/sum.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";
import { cut, randomOf, runSplit, runWhole } from "./by-windows.ts";
import type { Stack } from "./by-windows.ts";

const ZONES = 7;

/** Any float32 there is, each exponent as likely as another, or of one binade as images have. */
const anyFloat = (random: () => number): number => {
  const bits = new Uint32Array([Math.floor(random() * 2 ** 32)]);
  const [value = 0] = new Float32Array(bits.buffer);
  const kind = random();
  if (kind < 0.1) return NaN;
  if (kind < 0.15) return 0;
  if (kind < 0.5) return Math.fround(random() - 0.25);
  if (kind < 0.55) return Math.fround(2 ** -149 * Math.floor(random() * 2 ** 24));
  return value;
};

const example = (seed: number): { readonly stack: Stack; readonly labels: Int32Array } => {
  const random = randomOf(seed);
  const [width, height] = [1 + Math.floor(random() * 30), 1 + Math.floor(random() * 30)];
  const plane = (): Float32Array => Float32Array.from({ length: width * height }, () => anyFloat(random));
  const labels = new Int32Array(width * height);
  let label = -1;
  for (let i = 0; i < labels.length; i += 1) {
    if (random() < 0.2) label = Math.floor(random() * (ZONES + 2)) - 1;
    labels[i] = label;
  }
  return { stack: { width, height, steps: [0, 1, 2].map(() => [plane(), plane()]) }, labels };
};

const parametersOf =
  ({ stack, labels }: ReturnType<typeof example>) =>
  (window: Window) => ({ labels: cut(labels, stack.width, window), zones: ZONES, steps: 3, bands: 2 });

describe("zonalSums", () => {
  it("gives counts and correctly rounded sums for any float32 values", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { stack, labels } = example(seed);
        const result = runWhole(zonalSums, stack, parametersOf({ stack, labels }));
        const known = new Set(labels.filter((label) => label >= 0 && label < ZONES));
        expect(new Set(result.zones)).to.deep.equal(known);
        stack.steps.forEach((bands, step) =>
          bands.forEach((values, band) =>
            result.zones.forEach((zone, place) => {
              const observed = [...values].filter((value, i) => labels[i] === zone && Number.isFinite(value));
              const index = zonalIndex(result, step, band, place);
              expect(result.counts[index]).to.equal(observed.length);
              expect(sumOf(result.sums, index)).to.equal(sumExact(observed) + 0);
              if (observed.length === 0) expect(meanOf(result.sums, result.counts, index)).to.be.NaN;
            }),
          ),
        );
      }),
      { seed: 61, numRuns: 60 },
    );
  });

  it("gives the same bits whatever the windows, the strips and the order of merging", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { stack, labels } = example(seed);
        const parameters = parametersOf({ stack, labels });
        const split = runSplit(zonalSums, stack, parameters, randomOf(seed + 1));
        expect(split).to.deep.equal(runWhole(zonalSums, stack, parameters));
      }),
      { seed: 62, numRuns: 60 },
    );
  });

  it("holds long runs of the greatest values, of either sign", () => {
    for (const value of [3.4028234663852886e38, -3.4028234663852886e38, -(2 ** -149)]) {
      const stack = { width: 3001, height: 7, steps: [[new Float32Array(21007).fill(value)]] };
      const parameters = { labels: new Int32Array(21007), zones: 1, steps: 1, bands: 1 };
      const { sums, counts } = runWhole(zonalSums, stack, () => parameters);
      expect(sumOf(sums, 0)).to.equal(value * 21007);
      expect(meanOf(sums, counts, 0)).to.equal(value);
    }
  });

  it("holds long runs from few binades, from many and from those at either end, with values that cancel", () => {
    const random = randomOf(63);
    const sign = (): number => (random() < 0.5 ? -1 : 1);
    const makers: readonly (() => number)[] = [
      () => 0.2 * random() ** 4,
      () => Math.floor(random() * 65_536),
      () => sign() * 2 ** (20 * random()),
      () => sign() * 2 ** (random() < 0.01 ? 100 : -20),
      () => sign() * 2 ** (random() * 254 - 126),
      () => sign() * 2 ** -149 * Math.floor(random() * 2 ** 22),
      () => sign() * 3.4028234663852886e38,
      () => (random() < 0.3 ? NaN : random() < 0.3 ? 0 : random()),
    ];
    for (const make of [...makers, () => (makers[Math.floor(random() ** 9 * makers.length)] as () => number)()]) {
      const values = Float32Array.from({ length: 20_011 }, make);
      const stack = { width: 20_011, height: 1, steps: [[values]] };
      const labels = Int32Array.from(values, (_, i) => (i < 3001 ? 0 : i < 3008 ? -1 : 1));
      const { sums, counts } = runWhole(zonalSums, stack, () => ({ labels, zones: 2, steps: 1, bands: 1 }));
      for (const zone of [0, 1]) {
        const observed = [...values].filter((value, i) => labels[i] === zone && Number.isFinite(value));
        expect(counts[zone]).to.equal(observed.length);
        expect(sumOf(sums, zone)).to.equal(sumExact(observed) + 0);
      }
    }
  });

  it("refuses labels that do not fit the window", () => {
    const stack = { width: 2, height: 2, steps: [] };
    const parameters = { labels: new Int32Array(3), zones: 1, steps: 0, bands: 1 };
    expect(() => runWhole(zonalSums, stack, () => parameters)).to.throw("has 4 entries here");
  });
});
