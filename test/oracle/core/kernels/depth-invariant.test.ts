import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { ln } from "../../../../oracle/core/math.ts";
import { attenuationRatio, depthInvariantIndices } from "../../../../oracle/core/kernels/depth-invariant.ts";
import { randomOf } from "./by-windows.ts";
import { ATTENUATION, BOTTOMS, DEEP, gauss, seen, waterOf } from "./coast.ts";

describe("depthInvariantIndices", () => {
  it("is the same for one bottom at any depth", () => {
    BOTTOMS.forEach((_, bottom) => {
      const surface = depthInvariantIndices(seen(bottom, 0), waterOf(4))!;
      for (let metres = 0; metres <= 8; metres += 0.5) {
        const indices = depthInvariantIndices(seen(bottom, metres), waterOf(4))!;
        indices.forEach((index, i) => expect(index).to.be.closeTo(surface[i]!, 1e-4));
      }
    });
  });

  it("is ln(L_i - deep_i) - ratio ln(L_j - deep_j)", () => {
    const water = { deepWater: [10, 20, 30], ratios: [0.5, 2] };
    expect(depthInvariantIndices([110, 1020, 40], water)).to.deep.equal([
      ln(100) - 0.5 * ln(1000),
      ln(1000) - 2 * ln(10),
    ]);
  });

  it("is not there where a band is at or below deep water or not observed", () => {
    for (const value of [DEEP[1]!, DEEP[1]! - 1, NaN, Infinity, -Infinity])
      expect(depthInvariantIndices([500, value, 500, 500], waterOf(4))).to.equal(undefined);
  });
});

describe("attenuationRatio", () => {
  const sand = (noise: number, seed: number): readonly (readonly number[])[] => {
    const random = randomOf(seed);
    const pixels = Array.from({ length: 2000 }, () => seen(0, 6 * random(), () => noise * gauss(random)));
    return DEEP.map((deep, band) => pixels.map((pixel) => ln(pixel[band]! - deep)));
  };

  it("finds the ratio of attenuations in sand at many depths", () => {
    const [exact, noisy] = [sand(0, 1), sand(0.02, 2)];
    for (const [i, j] of [
      [0, 1],
      [1, 2],
      [3, 2],
    ] as const) {
      const ratio = ATTENUATION[i]! / ATTENUATION[j]!;
      expect(attenuationRatio(exact[i]!, exact[j]!)).to.be.closeTo(ratio, 1e-4);
      expect(attenuationRatio(noisy[i]!, noisy[j]!)).to.be.closeTo(ratio, 0.01);
    }
  });

  it("is one over itself with the bands changed over, and does not depend on the order of pixels", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const [first = [], second = []] = sand(0.1, seed);
        const ratio = attenuationRatio(first, second);
        expect(attenuationRatio(second, first) * ratio).to.be.closeTo(1, 1e-9);
        expect(attenuationRatio(first.toReversed(), second.toReversed())).to.equal(ratio);
      }),
      { seed: 91, numRuns: 10 },
    );
  });

  it("refuses bands that do not rise together", () => {
    for (const second of [
      [3, 2, 1],
      [1, 1, 1],
      [NaN, 1, 2],
    ])
      expect(() => attenuationRatio([1, 2, 3], second)).to.throw(SixfoldError, "rise together");
    expect(() => attenuationRatio([], [])).to.throw(SixfoldError, "rise together");
  });
});
