import { expect } from "chai";

import { powerOf } from "../../../../../oracle/core/services/paddy/power.ts";
import { ipccReferenceParameters } from "../../../../../oracle/core/services/paddy/terms.ts";

const rules = ipccReferenceParameters({ gwp: "AR5" });
/** No look errs. */
const clear = { ...rules, inundation: { ...rules.inundation, falseDryRate: 1e-12, falseWetRate: 1e-12 } };
const daily = Array.from({ length: 57 }, (_, day) => day);

describe("what a season can show, said before it", () => {
  it("shows by daily looks that never err every drainage that counts, and none that is shorter", () => {
    const { shown, halfDays, nineTenthsDays, falsely } = powerOf({ passDays: daily, closes: 57 }, clear);
    expect(shown.slice(0, rules.drainage.minDays - 1)).to.deep.equal(Array(rules.drainage.minDays - 1).fill(0));
    expect(new Set(shown.slice(rules.drainage.minDays - 1, -1))).to.deep.equal(new Set([1]));
    expect([halfDays, nineTenthsDays]).to.deep.equal([rules.drainage.minDays, rules.drainage.minDays]);
    expect(falsely).to.equal(0);
  });

  it("shows next to nothing that nobody drained, by looks that err as often as they may", () => {
    const passDays = daily.filter((day) => day % 3 === 0);
    expect(powerOf({ passDays, closes: 57 }, rules).falsely).to.be.below(0.05);
  });

  it("shows nothing where one track passes every twelve days, or the canopy closes before a drainage can end", () => {
    const rare = daily.filter((day) => day % 12 === 0);
    expect(powerOf({ passDays: rare, closes: 57 }, rules).halfDays).to.equal(undefined);
    const passDays = daily.filter((day) => day % 3 === 0 && day < 28);
    const { establishmentDays, minDays } = rules.drainage;
    expect(powerOf({ passDays, closes: establishmentDays + minDays }, rules).halfDays).to.equal(undefined);
  });

  it("shows less where looks err more", () => {
    const passDays = daily.filter((day) => day % 3 === 0);
    const shown = [0.001, 0.15].map((rate) => {
      const inundation = { ...rules.inundation, falseDryRate: rate, falseWetRate: rate };
      return powerOf({ passDays, closes: 40 }, { ...rules, inundation }).shown[9] as number;
    });
    expect(shown[0]).to.be.above((shown[1] as number) + 0.1);
  });
});
