import { expect } from "chai";

import { insarSeries, NO_COHERENCE, NO_RATE } from "../../../../../oracle/core/kernels/insar/insar-series.ts";
import type { InsarSeries, InsarSeriesParameters } from "../../../../../oracle/core/kernels/insar/insar-series.ts";
import type { InsarPair } from "../../../../../oracle/core/kernels/insar/network.ts";
import { runWhole } from "../by-windows.ts";
import { WAVELENGTH_M } from "./examples.ts";

const pairOf = (first: number, second: number): InsarPair => ({ first, second, reference: 0 });

type Given = Partial<InsarSeriesParameters> & {
  /** Value and coherence of each pair, of one pixel or, where they are lists, of some in a row. */
  readonly values: readonly (number | readonly number[])[];
  readonly coherences?: readonly (number | readonly number[])[];
};

const run = ({ values, coherences, ...given }: Given): InsarSeries => {
  const width = Math.max(...values.map((value) => [value].flat().length));
  const plane = (value: number | readonly number[]): Float32Array =>
    Float32Array.from({ length: width }, (_, i) => (typeof value === "number" ? value : value[i]!));
  const steps = [values.flatMap((value, i) => [plane(value), plane(coherences?.[i] ?? 0.8)])];
  return runWhole(insarSeries, { width, height: 1, steps }, (window) => ({
    days: [0, 12, 24],
    pairs: [pairOf(0, 1), pairOf(0, 2), pairOf(1, 2)],
    metresPerUnit: 1,
    wavelengthM: WAVELENGTH_M,
    leastCoherence: 0.4,
    leastTemporalCoherence: 0,
    zones: 1,
    labels: new Int32Array(width),
    ...given,
    window,
  }));
};

describe("insarSeries, of known ground", () => {
  const days = Array.from({ length: 30 }, (_, date) => date * 12);
  const pairs = days.flatMap((_, second) =>
    [1, 2, 5].flatMap((apart) => (second >= apart ? [pairOf(second - apart, second)] : [])),
  );

  it("gets back ground that sinks 40 mm a year, as phase, to the micrometre", () => {
    const metresPerUnit = -WAVELENGTH_M / (4 * Math.PI);
    const truth = (date: number): number => (-0.04 * days[date]!) / 365.25;
    const { sums, counts, planes } = run({
      ...{ days, pairs, metresPerUnit },
      // The second date's phase less the first's grows where the ground moves away from the satellite.
      values: pairs.map(({ first, second }) => (truth(second) - truth(first)) / metresPerUnit),
      coherences: pairs.map((_, i) => 0.4 + (i % 60) / 100),
    });
    expect([...sums].map(Number)).to.deep.equal(days.map((_, date) => Math.round(truth(date) * 1e6) + 0));
    expect([...counts]).to.deep.equal(days.map(() => 1));
    expect([...planes[0]!.rates]).to.deep.equal([-40_000]);
    expect([...planes[0]!.temporalCoherence]).to.deep.equal([1000]);
  });

  it("gets it back whatever the weights: they span nine orders of magnitude", () => {
    const truth = days.map((_, date) => ((date * 7919) % 101) / 64);
    for (const turn of [0, 1, 2, 3, 4]) {
      const { sums } = run({
        ...{ days, pairs, leastCoherence: 0.001 },
        values: pairs.map(({ first, second }) => truth[second]! - truth[first]!),
        coherences: pairs.map((_, i) => ((i * 7 + turn) % 5 < 2 ? 1 : 0.001)),
      });
      expect([...sums].map(Number)).to.deep.equal(truth.map((value) => value * 1e6 - truth[0]! * 1e6));
    }
  });

  it("takes the reference point's value from each pair", () => {
    const at = [0.25, -0.5, 1].map((reference, i) => ({
      ...[pairOf(0, 1), pairOf(0, 2), pairOf(1, 2)][i]!,
      reference,
    }));
    const { sums } = run({ pairs: at, values: [0.25 + 0.125, -0.5 + 0.375, 1 + 0.25] });
    expect([...sums]).to.deep.equal([0n, 125_000n, 375_000n]);
  });

  it("shares a closure error among equal pairs, and tells it by the temporal coherence", () => {
    const closure = 1.5;
    const { sums, planes } = run({ metresPerUnit: WAVELENGTH_M / (4 * Math.PI), values: [0, closure, 0] });
    const third = ((closure / 3) * WAVELENGTH_M) / (4 * Math.PI);
    expect([...sums].map(Number)).to.deep.equal([0, 1, 2].map((date) => Math.round(date * third * 1e6)));
    const length = Math.hypot(3 * Math.cos(0.5), Math.sin(0.5)) / 3;
    expect([...planes[0]!.temporalCoherence]).to.deep.equal([Math.round(1000 * length)]);
  });

  it("follows the weights: c^2 / (1 - c^2), with 1 taken as 0.999", () => {
    const weight = (coherence: number): number => coherence ** 2 / (1 - coherence ** 2);
    const [a, b] = [weight(0.999), weight(0.5)];
    const pair = { days: [0, 1, 2], pairs: [pairOf(0, 1), pairOf(1, 2), pairOf(0, 2)] };
    const { sums } = run({ ...pair, values: [0, 0, 1], coherences: [1, 0.5, 0.5] });
    // Conductors in series: the closure error goes to each in proportion to its resistance.
    const share = 1 / (1 / a + 2 / b);
    expect(Number(sums[1])).to.be.closeTo((1e6 * share) / a, 1);
    expect(Number(sums[2])).to.be.closeTo(1e6 * share * (1 / a + 1 / b), 1);
  });
});

describe("insarSeries, where pairs miss", () => {
  const days = [0, 12, 24, 36, 48];
  const pairs = [pairOf(0, 1), pairOf(0, 2), pairOf(1, 2), pairOf(2, 3), pairOf(3, 4), pairOf(2, 4)];
  const truth = [0, 1, 3, 2, 4];
  const valuesBut = (...missing: readonly number[]): readonly number[] =>
    pairs.map(({ first, second }, i) => (missing.includes(i) ? NaN : (truth[second]! - truth[first]!) / 8));

  it("does not observe dates that no path joins to the first, though pairs join them to each other", () => {
    const { sums, counts, planes } = run({ days, pairs, values: valuesBut(3, 5) });
    expect([...counts]).to.deep.equal([1, 1, 1, 0, 0]);
    expect([...sums]).to.deep.equal([0n, 125_000n, 375_000n, 0n, 0n]);
    expect([...planes[0]!.rates]).to.deep.equal([NO_RATE]);
    expect([...planes[0]!.temporalCoherence]).to.deep.equal([1000]);
  });

  it("goes back in time to find a path", () => {
    const { sums, counts } = run({
      days: [0, 12, 24, 36],
      pairs: [pairOf(0, 3), pairOf(1, 3), pairOf(1, 2), pairOf(0, 1), pairOf(2, 3)],
      values: [0.5, 0.25, 0.125, NaN, 0.125],
    });
    expect([...counts]).to.deep.equal([1, 1, 1, 1]);
    expect([...sums]).to.deep.equal([0n, 250_000n, 375_000n, 500_000n]);
  });

  it("does not count a pixel whose pairs close no loop", () => {
    const { counts, planes } = run({ days, pairs, values: valuesBut(2, 5) });
    expect([...counts]).to.deep.equal([0, 0, 0, 0, 0]);
    expect([...planes[0]!.temporalCoherence]).to.deep.equal([NO_COHERENCE]);
    expect([...planes[0]!.rates]).to.deep.equal([NO_RATE]);
  });

  it("takes each pixel by itself", () => {
    const values = pairs.map((_, i) => [0, 1, 2, 3, 4, 5].map((missing) => valuesBut(missing)[i]!));
    const { counts } = run({ days, pairs, values });
    // Whichever pair a pixel lacks, another way leads to every date and one loop is left.
    expect([...counts]).to.deep.equal([6, 6, 6, 6, 6]);
  });

  it("does not count pairs of little coherence or of values beyond 537 m", () => {
    const values = [1, 2, 3].map((value) => [value, value, value]);
    values[0] = [1, 1, 1e30];
    const { counts } = run({ values, coherences: [0.8, 0.8, [0.8, 0.39, 0.8]] });
    expect([...counts]).to.deep.equal([1, 1, 1]);
  });
});
