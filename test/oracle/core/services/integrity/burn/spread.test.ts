import { expect } from "chai";

import {
  BINS,
  binOf,
  changeOf,
  isGreenBin,
} from "../../../../../../oracle/core/services/integrity/burn/pixels-seen.ts";
import { medianOf, spreadOf } from "../../../../../../oracle/core/services/integrity/burn/spread.ts";

const areasOf = (...entries: readonly (readonly [change: number, isGreen: boolean, area: number])[]): Float64Array => {
  const areas = new Float64Array(BINS);
  entries.forEach(([change, isGreen, area]) => (areas[binOf(change, isGreen)]! += area));
  return areas;
};

describe("bins of dNBR", () => {
  it("hold every dNBR there is, green or not, each its own", () => {
    for (const change of [-2000, -1, 0, 1, 2000])
      for (const isGreen of [true, false]) {
        const bin = binOf(change, isGreen);
        expect(bin >= 0 && bin < BINS).to.equal(true);
        expect([changeOf(bin), isGreenBin(bin)]).to.deep.equal([change, isGreen]);
      }
  });
});

describe("mean, spread and median of dNBR over area", () => {
  it("are those of hand computation", () => {
    // Three parts at -40 and one at 40: mean -20, squares (3 x 400 + 3600) / 4 = 1200.
    const areas = areasOf([-40, true, 2], [-40, false, 1], [40, true, 1]);
    const { mean, spread, greenShare } = spreadOf(areas);
    expect([mean, greenShare]).to.deep.equal([-20, 0.75]);
    expect(spread).to.be.closeTo(Math.sqrt(1200), 1e-12);
    expect(medianOf(areas)).to.equal(-40);
  });

  it("takes the lower of two halves as the median, and none of nothing", () => {
    expect(medianOf(areasOf([10, true, 5], [90, true, 5]))).to.equal(10);
    expect(medianOf(areasOf([10, true, 4], [90, true, 5]))).to.equal(90);
    expect(medianOf(areasOf())).to.be.NaN;
  });
});
