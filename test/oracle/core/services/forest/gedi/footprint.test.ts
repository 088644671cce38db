import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { footprintBiomass } from "../../../../../../oracle/core/services/forest/gedi/footprint.ts";

/** Shot 91680600300633870, as ORNL DAAC's tutorial prints it. */
const SHOT = { stratum: "EBT_SAs", relativeHeights: { 50: 19.149999618530273, 98: 37.150001525878906 } };

describe("biomass of a GEDI footprint", () => {
  it("gives what the product's tutorial does, to 1e-8", () => {
    const { biomass, transformed, isExtrapolated } = footprintBiomass(SHOT);
    expect(transformed).to.be.closeTo(15.605337210641139, 1e-8);
    expect(biomass).to.be.closeTo(271.13409507246865, 1e-8);
    expect(isExtrapolated).to.equal(false);
  });

  it("states the error of one prediction: x'Vx and the residual's", () => {
    const [a, b] = [Math.sqrt(119.149999618530273), Math.sqrt(137.150001525878906)];
    const variance =
      1.6210171 + a * a * 0.05625523 + b * b * 0.04664591 + 2 * (a * -0.10003732 + b * -0.047196 + a * b * -0.04469026);
    expect(footprintBiomass(SHOT).standardError).to.be.closeTo(Math.sqrt(variance + 3.9209127 ** 2), 1e-9);
  });

  it("refuses any other stratum: no model is lent", () => {
    for (const stratum of ["DBT_SA", "EBT_SA", "ENT_Eu", "", "toString"])
      expect(() => footprintBiomass({ ...SHOT, stratum }))
        .to.throw(SixfoldError)
        .that.includes({ code: "SERVICE_STRATUM", field: "stratum", value: stratum });
  });

  it("flags what lies beyond the shots it was fitted on", () => {
    const at = (rh50: number, rh98: number) =>
      footprintBiomass({ stratum: "EBT_SAs", relativeHeights: { 50: rh50, 98: rh98 } }).isExtrapolated;
    // predictor_max_value 12.66807 and 13.052969: 60.48 and 70.38 m.
    expect([at(60, 70), at(61, 70), at(60, 71)]).to.deep.equal([false, true, true]);
    // A root below zero, whose square would rise again.
    expect(at(-40, 1)).to.equal(true);
  });

  it("refuses fill values, missing heights and other units", () => {
    for (const heights of [{ 50: -9999, 98: 30 }, { 50: 10 }, { 50: 10, 98: NaN }, { 50: 1915, 98: 3715 }])
      expect(() => footprintBiomass({ stratum: "EBT_SAs", relativeHeights: heights }))
        .to.throw(SixfoldError)
        .that.includes({ code: "SERVICE_RELATIVE_HEIGHT" });
  });
});
