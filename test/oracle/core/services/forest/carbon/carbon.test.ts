import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { carbonDioxideOf, rootToShoot } from "../../../../../../oracle/core/services/forest/carbon/carbon.ts";

describe("carbon in a forest", () => {
  it("takes the share of roots of the class of biomass, bounds belonging to the class above", () => {
    expect(rootToShoot("tropical-rainforest", 300)).to.equal(0.37);
    expect(rootToShoot("tropical-moist-deciduous", 124.9)).to.equal(0.2);
    expect(rootToShoot("tropical-moist-deciduous", 125)).to.equal(0.24);
    expect([49, 50, 149, 150].map((biomass) => rootToShoot("temperate-conifer", biomass))).to.deep.equal([
      0.4, 0.29, 0.29, 0.2,
    ]);
  });

  it("makes 2.361 Mg of CO2 of a megagram in tropical rain forest", () => {
    // 1.37 * 0.47 * 44 / 12
    expect(carbonDioxideOf("tropical-rainforest", 200)).to.be.closeTo(2.360966666, 1e-8);
    expect(carbonDioxideOf("temperate-conifer", 200)).to.be.closeTo(1.2 * 0.51 * (44 / 12), 1e-12);
  });

  it("refuses a biomass below zero or none", () => {
    for (const biomass of [-1, NaN])
      expect(() => carbonDioxideOf("temperate-conifer", biomass)).to.throw(SixfoldError, "Mg/ha, not below zero");
  });
});
