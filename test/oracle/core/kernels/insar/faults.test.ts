import { expect } from "chai";

import { SixfoldError } from "../../../../../oracle/core/errors.ts";
import { insarSeries } from "../../../../../oracle/core/kernels/insar/insar-series.ts";
import type { InsarSeriesParameters } from "../../../../../oracle/core/kernels/insar/insar-series.ts";
import type { InsarPair } from "../../../../../oracle/core/kernels/insar/network.ts";
import { runWhole } from "../by-windows.ts";

const pairOf = (first: number, second: number, reference = 0): InsarPair => ({ first, second, reference });

const GOOD = {
  days: [0, 12, 24],
  pairs: [pairOf(0, 1), pairOf(0, 2), pairOf(1, 2)],
  metresPerUnit: 1,
  wavelengthM: 0.05,
  leastCoherence: 0.4,
  leastTemporalCoherence: 700,
  zones: 1,
  labels: new Int32Array(1),
};

const run = (fault: Partial<InsarSeriesParameters>, coherence = 0.8, bands = 6): unknown => {
  const steps = [Array.from({ length: bands }, (_, band) => Float32Array.of(band % 2 === 0 ? 0 : coherence))];
  return runWhole(insarSeries, { width: 1, height: 1, steps }, (window) => ({ ...GOOD, ...fault, window }));
};

const codeOf = (act: () => unknown): readonly [code: string, field: string] => {
  try {
    act();
  } catch (error) {
    if (error instanceof SixfoldError) return [error.code, error.field];
    throw error;
  }
  return ["none", ""];
};

const NETWORK = "KERNEL_NETWORK";
const SETTING = "KERNEL_SETTING";

const FAULTS: readonly (readonly [what: string, fault: Partial<InsarSeriesParameters>, code: string, field: string])[] =
  [
    ["no pairs", { pairs: [] }, NETWORK, "pairs"],
    ["a pair of an unknown date", { pairs: [pairOf(0, 3)] }, NETWORK, "pairs/0"],
    ["a pair of half a date", { pairs: [pairOf(0, 0.5)] }, NETWORK, "pairs/0"],
    ["a pair before the first date", { pairs: [pairOf(-1, 1)] }, NETWORK, "pairs/0"],
    ["a pair that goes back", { pairs: [pairOf(0, 1), pairOf(2, 1)] }, NETWORK, "pairs/1"],
    ["a pair of one date", { pairs: [pairOf(1, 1)] }, NETWORK, "pairs/0"],
    ["a pair that comes twice", { pairs: [pairOf(0, 1), pairOf(0, 1)] }, NETWORK, "pairs/1"],
    ["a reference that is no number", { pairs: [pairOf(0, 1, NaN)] }, NETWORK, "pairs/0/reference"],
    ["a network in two parts", { pairs: [pairOf(0, 1)] }, NETWORK, "pairs"],
    ["one date", { days: [0] }, NETWORK, "days"],
    ["more dates than the limit", { days: Array.from({ length: 257 }, (_, day) => day) }, NETWORK, "days"],
    ["days that do not ascend", { days: [0, 12, 12] }, NETWORK, "days/2"],
    ["half a day", { days: [0, 0.5, 1] }, NETWORK, "days/1"],
    ["a unit of no length", { metresPerUnit: 0 }, SETTING, "metresPerUnit"],
    ["a unit without end", { metresPerUnit: Infinity }, SETTING, "metresPerUnit"],
    ["a wavelength of 0", { wavelengthM: 0 }, SETTING, "wavelengthM"],
    ["no least coherence", { leastCoherence: 0 }, SETTING, "leastCoherence"],
    ["a least coherence whose weight is next to 0", { leastCoherence: 1e-30 }, SETTING, "leastCoherence"],
    ["a least coherence in percent", { leastCoherence: 40 }, SETTING, "leastCoherence"],
    ["a least temporal coherence of 0.7", { leastTemporalCoherence: 0.7 }, SETTING, "leastTemporalCoherence"],
    ["labels that do not fit", { labels: new Int32Array(2) }, "KERNEL_LENGTH", "labels"],
  ];

describe("insarSeries refuses", () => {
  it("nothing that is in order", () => {
    expect(codeOf(() => run({}))).to.deep.equal(["none", ""]);
  });

  for (const [what, fault, code, field] of FAULTS)
    it(what, () => {
      expect(codeOf(() => run(fault))).to.deep.equal([code, field]);
    });

  it("bands that are not two for each pair", () => {
    expect(codeOf(() => run({}, 0.8, 5))).to.deep.equal(["KERNEL_LENGTH", "bands"]);
  });

  for (const coherence of [1.0000001, -1e-30, 80, Infinity, -Infinity])
    it(`a coherence of ${coherence}, but not where no zone is`, () => {
      expect(codeOf(() => run({}, coherence))).to.deep.equal(["KERNEL_COHERENCE", "coherence"]);
      expect(codeOf(() => run({ labels: Int32Array.of(-1) }, coherence))).to.deep.equal(["none", ""]);
    });

  for (const coherence of [0, 1, NaN])
    it(`no coherence of ${coherence}`, () => {
      expect(codeOf(() => run({}, coherence))).to.deep.equal(["none", ""]);
    });
});
