import { expect } from "chai";

import { areaDeviation, budgetOf, centralWorld } from "../../../../../oracle/core/services/paddy/half-width.ts";
import { ipccScheme } from "../../../../../oracle/core/services/paddy/ipcc-scheme.ts";
import { tally } from "../../../../../oracle/core/services/paddy/tally.ts";
import type { Parcel } from "../../../../../oracle/core/services/paddy/tally.ts";
import type { WaterRegime } from "../../../../../oracle/core/services/paddy/emissions.ts";
import { farmOf, multiple, plots } from "./farm.ts";

const { parameters } = farmOf(plots(multiple, []));

const parcelOf = (falseChance: number, control: WaterRegime = "continuous"): Parcel<WaterRegime> => ({
  fieldId: "a",
  areaM2: 1_000_000,
  pixels: 10_000,
  edgePixels: 400,
  seasons: [
    {
      finding: { regime: "multiple", fallback: "single", falseChance },
      controlShares: { continuous: 0, single: 0, multiple: 0, [control]: 1 } as Record<WaterRegime, number>,
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
    expect(budgetOf(ipccScheme, [parcelOf(0, "multiple")], withoutNitrogen, 0).halfWidthKg).to.be.closeTo(0, 1e-6);
  });

  it("test_L15_grows_with_the_chance_that_drainages_are_false", () => {
    const [sure, doubtful] = [0, 0.3].map((chance) => budgetOf(ipccScheme, [parcelOf(chance)], parameters, 0));
    expect(sure?.classificationKg).to.equal(0);
    expect(doubtful?.classificationKg).to.be.above(0);
    expect(doubtful?.halfWidthKg).to.be.above(sure?.halfWidthKg as number);
  });

  it("adds the chance of which fields were taken in squares", () => {
    const [without, withIt] = [0, 30_000].map((kg) => budgetOf(ipccScheme, [parcelOf(0)], parameters, kg).halfWidthKg);
    expect(withIt).to.be.closeTo(Math.sqrt(without! ** 2 + 30_000 ** 2), 1e-6);
  });

  it("charges a refused field its baseline and its nitrous oxide, and credits it nothing", () => {
    const [season] = parcelOf(0, "single").seasons;
    const refused = { ...parcelOf(0), seasons: [{ ...season!, finding: undefined }] };
    const world = centralWorld(ipccScheme, parameters);
    const { measuredKg, baselineKg, leakageKg } = tally([refused], ipccScheme.regimes, parameters, world);
    expect(measuredKg).to.equal(0);
    expect(baselineKg).to.be.closeTo(100 * 1.22 * 0.29 * 102 * 28, 1e-6);
    expect(leakageKg).to.be.above(0);
  });

  it("test_L13_is_the_same_for_the_same_seed", () => {
    expect(budgetOf(ipccScheme, [parcelOf(0.1)], parameters, 0)).to.deep.equal(
      budgetOf(ipccScheme, [parcelOf(0.1)], parameters, 0),
    );
  });
});
