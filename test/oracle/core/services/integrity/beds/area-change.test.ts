import { expect } from "chai";
import fc from "fast-check";

import { areaFall } from "../../../../../../oracle/core/services/integrity/beds/area-change.ts";
import { tampaLosses } from "../../../../../../scripts/watch/real-series.ts";
import { dataFolder, realData } from "../../../../../helpers/data.ts";
import { skipWithout } from "../../../../../helpers/skip-without.ts";

describe("a fall in the area of beds", () => {
  it("is a loss from 1.645 standard errors of both areas on, and not before", () => {
    const [before, after] = [
      { m2: 1000, error: 30 },
      { m2: 900, error: 40 },
    ];
    // 1.645 x 50 = 82.25.
    expect(areaFall(before, after)).to.deep.equal({ lowerM2: 17.75, upperM2: 182.25, isLoss: true });
    expect(areaFall(before, { m2: 917.76, error: 40 }).isLoss).to.equal(false);
    expect(areaFall(before, { m2: 917.74, error: 40 }).isLoss).to.equal(true);
  });

  it("is never more than there was, nor less than nothing, and its upper bound not below its lower one", () => {
    const area = fc.record({
      m2: fc.double({ min: 0, max: 1e6, noNaN: true }),
      error: fc.double({ min: 0, max: 1e5, noNaN: true }),
    });
    fc.assert(
      fc.property(area, area, (before, after) => {
        const { lowerM2, upperM2, isLoss } = areaFall(before, after);
        expect(lowerM2).to.be.at.least(0);
        expect(upperM2).to.be.at.most(before.m2);
        if (isLoss) expect(lowerM2 > 0 && lowerM2 <= upperM2).to.equal(true);
      }),
    );
  });

  it("is seen in the areas of Hillsborough Bay that its programme states, where it was, and nowhere else", async function () {
    skipWithout(this, realData);
    expect(await tampaLosses(dataFolder)).to.deep.equal([2006, 2018, 2020, 2022]);
  });
});
