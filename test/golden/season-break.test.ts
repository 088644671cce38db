import { expect } from "chai";

import { dayOf } from "../../oracle/core/services/common/day.ts";
import { judgeLandsat, judgePine } from "../../scripts/season/judge.ts";
import { dataFolder, realFile } from "../helpers/data.ts";
import { skipWithout } from "../helpers/skip-without.ts";

describe("a pine plantation that was harvested in 2004", () => {
  it("breaks with its season at the first low look, and is known within 48 days", async function () {
    skipWithout(this, realFile("part2/integrity/pine_plantation_ndvi_harvest.csv"));
    // 2004.652 is the first look below 0.8.
    for (const from of [2003.5, 2004, 2004.5]) {
      const { state, isObserved, onset, alarm } = await judgePine(dataFolder, from);
      console.log(`      watched from ${from}: onset ${onset}, known ${alarm}`);
      expect([state, isObserved]).to.deep.equal(["confirmed", true]);
      expect(Math.abs(dayOf(onset!) - dayOf("2004-08-26"))).to.be.at.most(16);
      expect(dayOf(alarm!) - dayOf("2004-08-26")).to.be.within(0, 48);
    }
  });

  it("is not watched with less than three years of history", async function () {
    skipWithout(this, realFile("part2/integrity/pine_plantation_ndvi_harvest.csv"));
    expect(await judgePine(dataFolder, 2002.5)).to.include({ state: "unharmed", isObserved: false });
  });

  it("does not watch ground under lasting snow", async function () {
    skipWithout(this, realFile("change/lcmap_WA_row9_persistent_snow.csv"));
    for (const from of [1990, 2000, 2010])
      expect(await judgeLandsat(dataFolder, "row9_persistent_snow", from)).to.include({
        ...{ state: "unharmed", isObserved: false, onset: undefined },
      });
  });
});
