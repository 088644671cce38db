import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { isForest } from "../../../../../../oracle/core/services/forest/radar/forest-mask.ts";

const REGION = "south-east-asia";

describe("forest by L-band backscatter", () => {
  it("takes what all three rules take", () => {
    expect(isForest(REGION, -8, -13)).to.equal(true);
    // HV too low and too high, HH - HV too small and too large, HH over HV too large.
    for (const [hh, hv] of [
      [-12, -15],
      [-6, -9],
      [-11, -12.9],
      [-5, -13.1],
      [-12.4, -14.5],
    ] as const)
      expect(isForest(REGION, hh, hv), `${hh} ${hv}`).to.equal(false);
  });

  it("has no rule for a region that nobody measured", () => {
    expect(() => isForest("japan", -8, -13))
      .to.throw(SixfoldError)
      .that.includes({ code: "SERVICE_REGION", field: "region", value: "japan" });
  });

  it("refuses digital numbers and linear power for decibels", () => {
    for (const [hh, hv] of [
      [3000, 2000],
      [0.16, 0.05],
      [-8, NaN],
    ] as const)
      expect(() => isForest(REGION, hh, hv))
        .to.throw(SixfoldError)
        .that.includes({ code: "SERVICE_BACKSCATTER" });
  });
});
