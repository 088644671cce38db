import { expect } from "chai";

import { WARMING_POTENTIALS } from "../../../../../oracle/core/services/common/gwp.ts";
import {
  addedNitrousOxideKgPerHa,
  DAILY_EMISSION,
  dailyFactor,
  seasonMethaneKgPerHa,
} from "../../../../../oracle/core/services/paddy/emissions.ts";
import { NARO_EMISSION, naroMethaneKgPerHa } from "../../../../../oracle/core/services/paddy/naro-emissions.ts";

describe("rice emissions", () => {
  it("gives the published world figure (oracle O5)", () => {
    const daily = dailyFactor({
      dailyEmission: DAILY_EMISSION["world"]!.estimate,
      water: 1,
      preSeason: 1,
    });
    const gramsCo2e = seasonMethaneKgPerHa(daily, 113) * WARMING_POTENTIALS.AR6.ch4 * 1000;
    expect(gramsCo2e).to.be.closeTo(3_630_690, 1e-6);
  });

  it("gives the regional figures of NARO (oracle O7)", () => {
    const gramsPerM2 = (region: string, water: "intermittent" | "extended") =>
      naroMethaneKgPerHa(NARO_EMISSION[region]![water], 2000) / 10;
    expect(gramsPerM2("hokkaido", "intermittent")).to.be.closeTo(35.859, 5e-4);
    expect(gramsPerM2("hokkaido", "extended")).to.be.closeTo(25.088, 5e-4);
    expect(gramsPerM2("tohoku", "intermittent")).to.be.closeTo(49.963, 5e-4);
    expect(gramsPerM2("tohoku", "extended")).to.be.closeTo(34.979, 5e-4);
    expect(gramsPerM2("kanto", "intermittent")).to.be.closeTo(17.156, 5e-4);
    expect(gramsPerM2("kanto", "extended")).to.be.closeTo(12.024, 5e-4);
    expect(gramsPerM2("tokai-kinki", "intermittent")).to.be.closeTo(11.784, 5e-4);
    expect(gramsPerM2("tokai-kinki", "extended")).to.be.closeTo(8.252, 5e-4);
    for (const region of Object.keys(NARO_EMISSION)) {
      expect(gramsPerM2(region, "extended") / gramsPerM2(region, "intermittent")).to.be.within(0.6995, 0.7009);
    }
  });

  it("debits the nitrous oxide of drained soil", () => {
    expect(addedNitrousOxideKgPerHa(100)).to.be.closeTo((100 * 0.002 * 44) / 28, 1e-12);
  });
});
