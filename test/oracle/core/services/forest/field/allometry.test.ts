import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { treeKg, treeKgWithoutHeight } from "../../../../../../oracle/core/services/forest/field/allometry.ts";

describe("allometry of trees", () => {
  it("gives the check value of Chave 2014, equation 4", () => {
    expect(treeKg({ woodDensity: 0.6, diameterCm: 30, heightM: 20 })).to.be.closeTo(581.616, 5e-4);
  });

  it("without a height gives what equation 7 gives when written out", () => {
    const [rho, d, stress] = [0.6, 30, 0.1];
    const expected = Math.exp(
      -1.803 - 0.976 * stress + 0.976 * Math.log(rho) + 2.673 * Math.log(d) - 0.0299 * Math.log(d) ** 2,
    );
    expect(treeKgWithoutHeight({ woodDensity: rho, diameterCm: d }, stress)).to.be.closeTo(expected, 1e-9);
  });

  it("rises with every measure", () => {
    const size = fc.double({ min: 0.1, max: 100, noNaN: true });
    fc.assert(
      fc.property(size, size, size, (woodDensity, diameterCm, heightM) => {
        const kg = treeKg({ woodDensity, diameterCm, heightM });
        expect(treeKg({ woodDensity: woodDensity * 1.1, diameterCm, heightM })).to.be.above(kg);
        expect(treeKg({ woodDensity, diameterCm: diameterCm * 1.1, heightM })).to.be.above(kg);
        expect(treeKg({ woodDensity, diameterCm, heightM: heightM * 1.1 })).to.be.above(kg);
      }),
    );
  });

  it("refuses what is no measure, by its name", () => {
    for (const field of ["diameterCm", "woodDensity", "heightM"])
      for (const value of [0, -1, NaN, Infinity])
        expect(() => treeKg({ woodDensity: 0.6, diameterCm: 30, heightM: 20, [field]: value }))
          .to.throw(SixfoldError)
          .that.includes({ code: "SERVICE_TREE", field });
  });
});
