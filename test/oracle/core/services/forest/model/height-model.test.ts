import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { heightModel } from "../../../../../../oracle/core/services/forest/model/height-model.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../../oracle/core/uncertainty/sample.ts";

/** Plots of a law biomass = 2 H^1.5, whose heights are known with an error of their logarithm. */
const plotsOf = (seed: bigint, error: number, stated = error) => {
  const random = seededRandom(seed);
  return Array.from({ length: 60 }, () => {
    const height = Math.exp(2.8 + 0.25 * standardNormal(random));
    return {
      level: height * Math.exp(error * standardNormal(random)),
      biomass: 2 * height ** 1.5 * Math.exp(0.1 * standardNormal(random)),
      heightVariance: stated * stated,
    };
  });
};

describe("biomass by canopy height", () => {
  it("is the law itself where nothing errs", () => {
    const model = heightModel(
      [5, 10, 20].map((height) => ({ level: height, biomass: 2 * height ** 1.5, heightVariance: 0 })),
    );
    expect(model.power).to.be.closeTo(1.5, 1e-12);
    expect(model.biomassAt(16)).to.be.closeTo(128, 1e-9);
    expect([model.least, model.most]).to.deep.equal([5, 20]);
  });

  it("is not flattened by errors of height, as it is where they are left out", () => {
    const trials = 200;
    const powers = (stated: number): number =>
      Array.from({ length: trials }, (_, k) => heightModel(plotsOf(BigInt(k + 1), 0.12, stated)).power).reduce(
        (sum, power) => sum + power,
        0,
      ) / trials;
    // Reliability 0.25^2 / (0.25^2 + 0.12^2) = 0.813.
    expect(powers(0)).to.be.closeTo(1.5 * 0.813, 0.03);
    expect(powers(0.12)).to.be.closeTo(1.5, 0.04);
  });

  it("meets the plots in sum", () => {
    const plots = plotsOf(3n, 0.05);
    const { biomassAt } = heightModel(plots);
    const [predicted, measured] = [
      plots.reduce((sum, { level }) => sum + biomassAt(level), 0),
      plots.reduce((sum, { biomass }) => sum + biomass, 0),
    ];
    expect(predicted / measured).to.be.closeTo(1, 1e-12);
  });

  it("refuses too few plots, heights that differ by error alone, and biomass that falls with height", () => {
    const refusal = (plots: Parameters<typeof heightModel>[0], rule: string) =>
      expect(() => heightModel(plots))
        .to.throw(SixfoldError, rule)
        .that.includes({ code: "SERVICE_MODEL" });
    refusal(plotsOf(1n, 0).slice(0, 2), "three plots or more");
    refusal(plotsOf(1n, 0.1, 0.3), "by more than its error");
    refusal(
      [5, 10, 20].map((height) => ({ level: height, biomass: 100 / height, heightVariance: 0 })),
      "rises with canopy height",
    );
    refusal([{ level: 0, biomass: 1, heightVariance: 0 }], "above zero");
    refusal([{ level: NaN, biomass: 1, heightVariance: 0 }], "above zero");
  });
});
