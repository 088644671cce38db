import { expect } from "chai";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { halfWidthAround, simulate } from "../../../../oracle/core/uncertainty/monte-carlo.ts";
import type { Random } from "../../../../oracle/core/uncertainty/random.ts";
import { lognormal, standardNormal, triangular, truncatedNormal } from "../../../../oracle/core/uncertainty/sample.ts";

const run = (model: (random: Random) => number, seed = 1n) => simulate({ seed, draws: 40_000, model });

describe("Monte Carlo", () => {
  it("finds the 90 % interval of a normal", () => {
    const { mean, low, high } = run((random) => 10 + 2 * standardNormal(random));
    expect(mean).to.be.closeTo(10, 0.03);
    expect(low).to.be.closeTo(10 - 2 * 1.644854, 0.06);
    expect(high).to.be.closeTo(10 + 2 * 1.644854, 0.06);
  });

  it("samples a lognormal with its median and 95 % range", () => {
    const { low, high } = run((random) => lognormal(random, { estimate: 1.32, low: 0.89, high: 1.96 }));
    // ln-sd = ln(1.96 / 0.89) / 3.91993 = 0.20141; the 90 % range is 1.32 * exp(-+1.644854 * 0.20141).
    expect(low).to.be.closeTo(0.9478, 0.008);
    expect(high).to.be.closeTo(1.8384, 0.02);
  });

  it("samples triangles and truncated normals within their bounds", () => {
    expect(run((random) => triangular(random, { low: 0, mode: 3, high: 6 })).mean).to.be.closeTo(3, 0.02);
    const truncated = run((random) => truncatedNormal(random, { mean: 0, sd: 1, low: 0, high: 10 }));
    expect(truncated.mean).to.be.closeTo(0.7979, 0.01);
    expect(truncated.low).to.be.at.least(0);
  });

  it("agrees with approach 1 where approach 1 is valid", () => {
    const { low, high } = run(
      (random) => 100 * (1 + 0.05 * standardNormal(random)) * (1 + 0.1 * standardNormal(random)),
    );
    expect((high - low) / 2).to.be.closeTo(100 * 1.644854 * Math.sqrt(0.05 ** 2 + 0.1 ** 2), 0.4);
  });

  it("test_L13_repeats_bit_for_bit_for_a_seed", () => {
    expect(run(standardNormal, 9n)).to.deep.equal(run(standardNormal, 9n));
    expect(run(standardNormal, 9n)).to.not.deep.equal(run(standardNormal, 10n));
  });

  it("takes the longer arm as the half-width", () => {
    expect(halfWidthAround(10, { mean: 8, low: 4, high: 11 })).to.equal(6);
    expect(halfWidthAround(10, { mean: 12, low: 9, high: 15 })).to.equal(5);
    expect(halfWidthAround(1, { mean: 1, low: 1, high: 1 })).to.equal(0);
  });

  it("refuses too few draws, draws that are not finite and impossible distributions", () => {
    expect(() => simulate({ seed: 1n, draws: 10, model: () => 1 })).to.throw(SixfoldError, "draws");
    expect(() => run(() => NaN)).to.throw(SixfoldError, "finite");
    expect(() => run((random) => lognormal(random, { estimate: 1, low: 2, high: 3 }))).to.throw(SixfoldError);
    expect(() => run((random) => triangular(random, { low: 1, mode: 0, high: 2 }))).to.throw(SixfoldError);
    expect(() => run((random) => truncatedNormal(random, { mean: 0, sd: 0, low: 0, high: 1 }))).to.throw(SixfoldError);
  });
});
