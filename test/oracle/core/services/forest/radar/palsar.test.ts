import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { decibels, gammaNought, landPower } from "../../../../../../oracle/core/services/forest/radar/palsar.ts";

const ALL = [0, 90] as const;

describe("backscatter of the PALSAR mosaics", () => {
  it("calibrates digital numbers", () => {
    const expected = { 1000: -23, 2000: -16.979, 3000: -13.458, 5000: -9.021 };
    for (const [dn, db] of Object.entries(expected)) expect(decibels(gammaNought(Number(dn))!)).to.be.closeTo(db, 5e-4);
    // 65535^2 is more than 32 bits hold.
    expect(gammaNought(65_535)).to.be.closeTo(65_535 ** 2 * 10 ** -8.3, 1e-9);
  });

  it("has no backscatter where there is no data, and says of every pixel that is no land why", () => {
    expect(gammaNought(0)).to.equal(undefined);
    const gapAt = (dn: number, mask: number, incidence = 40) => landPower({ dn, mask, incidence }, [20, 60]);
    expect(gapAt(0, 255)).to.equal("nodata");
    expect([50, 100, 150, 0].map((mask) => gapAt(2000, mask))).to.deep.equal(["water", "layover", "shadow", "nodata"]);
    expect([19.9, 60.1].map((incidence) => gapAt(2000, 255, incidence))).to.deep.equal(["incidence", "incidence"]);
    expect([20, 60].map((incidence) => gapAt(2000, 255, incidence))).to.deep.equal([
      gammaNought(2000),
      gammaNought(2000),
    ]);
  });

  it("refuses decibels and power for digital numbers, a mask of no meaning, and land without incidence", () => {
    for (const dn of [-13.4, 0.04, 65_536, NaN])
      expect(() => landPower({ dn, mask: 255, incidence: 40 }, ALL))
        .to.throw(SixfoldError)
        .that.includes({ code: "SERVICE_DIGITAL_NUMBER", field: "dn" });
    expect(() => landPower({ dn: 2000, mask: 254, incidence: 40 }, ALL)).to.throw(SixfoldError, "0, 50, 100, 150, 255");
    for (const incidence of [NaN, -1, 91])
      expect(() => landPower({ dn: 2000, mask: 255, incidence }, ALL))
        .to.throw(SixfoldError)
        .that.includes({ code: "SERVICE_INCIDENCE", field: "incidence" });
  });
});
