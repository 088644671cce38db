import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { powerLine } from "../../../../../../oracle/core/services/forest/model/power-line.ts";
import type { Echo } from "../../../../../../oracle/core/services/forest/model/power-line.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../../oracle/core/uncertainty/sample.ts";

/** Grounds of a line biomass = 1000 power - 10, whose power is known with an error and whose biomass with a large one. */
const groundsOf = (seed: bigint, error: number, stated = error, count = 200): readonly Echo[] => {
  const random = seededRandom(seed);
  return Array.from({ length: count }, (_, k) => {
    const power = 0.05 + 0.01 * standardNormal(random);
    return {
      level: power + error * standardNormal(random),
      biomass: 1000 * power - 10 + 20 * standardNormal(random),
      levelVariance: stated * stated,
      block: String(k % 10),
    };
  });
};
const slopes = (error: number, stated: number): number => {
  const trials = Array.from({ length: 60 }, (_, k) => powerLine(groundsOf(BigInt(k + 1), error, stated), 1000).slope);
  return trials.reduce((a, b) => a + b) / trials.length;
};

describe("biomass by L-band power", () => {
  it("meets a line exactly, from the least power to the greatest and nowhere else", () => {
    const exact = [0.03, 0.05, 0.09].map((level) => ({
      ...{ level, levelVariance: 0, block: "a" },
      biomass: 1000 * level - 10,
    }));
    const line = powerLine(exact, 1000);
    expect(line.slope).to.be.closeTo(1000, 1e-9);
    expect(line.intercept).to.be.closeTo(-10, 1e-9);
    expect([line.least, line.most, line.fitted]).to.deep.equal([0.03, 0.09, 3]);
    expect(line.biomassAt(0.06)).to.be.closeTo(50, 1e-9);
    expect(line.biomassAt(0)).to.equal(0);
  });

  it("is not flattened by speckle, as it is where speckle is left out", () => {
    expect(slopes(0.005, 0.005) / 1000).to.be.closeTo(1, 0.05);
    // By the share of the variance that is error: 1 / (1 + 0.25).
    expect(slopes(0.005, 0) / 1000).to.be.closeTo(0.8, 0.05);
  });

  it("ends where saturation begins: ground above it neither bends the line nor lengthens it", () => {
    const below = groundsOf(7n, 0, 0);
    // As L-band has it: much biomass at a power that hardly rises.
    const above = Array.from({ length: 50 }, (_, k) => ({
      ...{ level: 0.2 + 0.0001 * k, levelVariance: 0, block: "b" },
      biomass: 200 + k,
    }));
    const [plain, both] = [powerLine(below, 100), powerLine([...below, ...above], 100)];
    expect(both).to.deep.include({ slope: plain.slope, intercept: plain.intercept, most: plain.most });
    expect(both.biomassAt(both.most)).to.be.at.most(100);
  });

  it("refuses power that is speckle alone, biomass that falls, and ground that is saturated throughout", () => {
    const refusal = (grounds: readonly Echo[], saturation: number) =>
      expect(() => powerLine(grounds, saturation)).to.throw(SixfoldError).that;
    refusal(groundsOf(3n, 0, 0.02), 1000).includes({ code: "SERVICE_MODEL", field: "footprints/power" });
    refusal(
      groundsOf(3n, 0, 0).map((ground) => ({ ...ground, biomass: 100 - ground.biomass })),
      1000,
    ).includes({ code: "SERVICE_MODEL", field: "footprints/biomass" });
    refusal(
      groundsOf(3n, 0, 0).map((ground) => ({ ...ground, biomass: ground.biomass + 300 })),
      100,
    ).includes({ code: "SERVICE_SATURATED" });
  });
});
