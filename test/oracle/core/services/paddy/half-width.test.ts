import { expect } from "chai";

import { areaDeviation, budgetOf, centralWorld } from "../../../../../oracle/core/services/paddy/half-width.ts";
import { ipccScheme } from "../../../../../oracle/core/services/paddy/ipcc-scheme.ts";
import { tally } from "../../../../../oracle/core/services/paddy/tally.ts";
import type { Parcel } from "../../../../../oracle/core/services/paddy/tally.ts";
import type { WaterRegime } from "../../../../../oracle/core/services/paddy/emissions.ts";
import { farmOf, multiple, plots } from "./farm.ts";

const { parameters } = farmOf(plots(multiple, []));

const chancesOf = (regime: WaterRegime): Record<WaterRegime, number> => ({
  ...{ continuous: 0, single: 0, multiple: 0 },
  [regime]: 1,
});

const parcelOf = (control: WaterRegime = "continuous"): Parcel<WaterRegime> => ({
  fieldId: "a",
  areaM2: 1_000_000,
  pixels: 10_000,
  edgePixels: 400,
  seasons: [
    {
      finding: chancesOf("multiple"),
      controlShares: chancesOf(control),
    },
  ],
});

describe("the half-width", () => {
  it("counts each rim pixel as uncertain by one pixel's uniform error", () => {
    expect(areaDeviation({ pixels: 100, edgePixels: 48 })).to.equal(0.02);
    expect(areaDeviation({ pixels: 0, edgePixels: 0 })).to.equal(0);
  });

  it("leaves no doubt about methane where baseline and project emit alike, since both use the same factors", () => {
    const withoutNitrogen = { ...parameters, nitrogenKgPerHa: 0 };
    const { halfWidthKg, classificationKg } = budgetOf(ipccScheme, [parcelOf("multiple")], withoutNitrogen, 0);
    expect(halfWidthKg).to.be.closeTo(classificationKg, 1e-6);
  });

  it("test_L15_fields_that_err_together_earn_nothing_by_the_share_that_may_however_many_they_are", () => {
    const { falseRate } = parameters.drainage;
    const taken = { continuous: 1 - falseRate, single: 0, multiple: falseRate };
    const [season] = parcelOf().seasons;
    const quick = { ...parameters, monteCarlo: { ...parameters.monteCarlo, draws: 1_000 } };
    for (const count of [12, 48, 200]) {
      const parcels = Array.from({ length: count }, () => ({
        ...parcelOf(),
        seasons: [{ ...season!, finding: taken }],
      }));
      const world = centralWorld(ipccScheme, parameters);
      const { measuredKg, leakageKg } = tally(parcels, ipccScheme.regimes, parameters, world);
      const { classificationKg, halfWidthKg } = budgetOf(ipccScheme, parcels, quick, 0);
      // 0.1 of 0.45 of 1.22 kg CH4 on 102 days, at 28.
      expect(classificationKg).to.be.closeTo(count * 100 * 0.1 * 0.45 * 1.22 * 102 * 28, 1e-6 * classificationKg);
      expect(measuredKg - leakageKg, `${count}`).to.be.below(halfWidthKg);
    }
  });

  it("adds the chance of which fields were taken in squares", () => {
    const [without, withIt] = [0, 30_000].map((kg) => budgetOf(ipccScheme, [parcelOf()], parameters, kg).halfWidthKg);
    expect(withIt).to.be.closeTo(Math.sqrt(without! ** 2 + 30_000 ** 2), 1e-6);
  });

  it("charges a refused field its baseline and its nitrous oxide, and credits it nothing", () => {
    const [season] = parcelOf("single").seasons;
    const refused = { ...parcelOf(), seasons: [{ ...season!, finding: undefined }] };
    const world = centralWorld(ipccScheme, parameters);
    const { measuredKg, baselineKg, leakageKg } = tally([refused], ipccScheme.regimes, parameters, world);
    expect(measuredKg).to.equal(0);
    expect(baselineKg).to.be.closeTo(100 * 1.22 * 0.29 * 102 * 28, 1e-6);
    expect(leakageKg).to.be.above(0);
  });

  it("test_L13_is_the_same_for_the_same_seed", () => {
    expect(budgetOf(ipccScheme, [parcelOf()], parameters, 0)).to.deep.equal(
      budgetOf(ipccScheme, [parcelOf()], parameters, 0),
    );
  });
});
