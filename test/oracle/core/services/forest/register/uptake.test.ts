import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { REGISTER_REFERENCE } from "../../../../../../oracle/core/services/forest/register/terms.ts";
import { perCubicMetre, stockAt, uptake } from "../../../../../../oracle/core/services/forest/register/uptake.ts";
import { yieldsOf } from "../../../../../../oracle/core/services/forest/register/yields.ts";
import type { YieldRow } from "../../../../../../oracle/core/services/forest/register/yields.ts";

const rowsOf = (...points: readonly (readonly [age: number, volume: number])[]): readonly YieldRow[] =>
  points.map(([age, volume]) => ({ species: "sugi", site_class: "2", age, volume_m3_ha: volume }));
const STAND = { species: "sugi", site_class: "2" } as const;
const { sugi } = REGISTER_REFERENCE.species;

describe("a yield table", () => {
  const yields = yieldsOf(rowsOf([30, 300], [10, 60], [20, 180]));

  it("is linear between its ages, in whatever order rows come, and says nothing beyond", () => {
    expect([10, 15, 20, 29, 30].map((age) => yields(STAND, age))).to.deep.equal([60, 120, 180, 288, 300]);
    expect([9.9, 30.1].map((age) => yields(STAND, age))).to.deep.equal([undefined, undefined]);
    expect(yields({ ...STAND, site_class: "3" }, 20)).to.equal(undefined);
    expect(yields({ ...STAND, species: "hinoki" }, 20)).to.equal(undefined);
  });

  it("refuses an age that stands twice, and volume that falls with age", () => {
    const refusal = (rows: readonly YieldRow[]) =>
      expect(() => yieldsOf(rows))
        .to.throw(SixfoldError)
        .that.includes({ code: "SERVICE_YIELDS", field: "yields/sugi 2/20" });
    refusal(rowsOf([20, 100], [20, 100]));
    refusal(rowsOf([10, 100], [20, 90]));
  });
});

describe("uptake of a stand", () => {
  const yields = yieldsOf(rowsOf([10, 60], [20, 180], [30, 300]));
  const upOver = (from: number, to: number) => uptake(STAND, [from, to], yields, REGISTER_REFERENCE);

  it("is growth of stem times expansion, roots, density, carbon and 44/12, with each age's own expansion", () => {
    // 10 m3/ha/yr of sugi of 25 years: 10 x 1.23 x 1.25 x 0.314 x 0.51 x 44/12.
    expect(upOver(25, 26)).to.be.closeTo(12 * 1.23 * 1.25 * 0.314 * 0.51 * (44 / 12), 1e-9);
    expect(upOver(15, 16)).to.be.closeTo(12 * 1.57 * 1.25 * 0.314 * 0.51 * (44 / 12), 1e-9);
    expect(perCubicMetre(sugi, 1.23)).to.be.closeTo(0.90278925, 1e-9);
  });

  it("adds up over any cut of a span, across the age where the expansion changes", () => {
    const whole = upOver(12, 28)!;
    for (const cut of [14, 19.5, 20, 20.5, 27])
      expect(upOver(12, cut)! + upOver(cut, 28)!, String(cut)).to.be.closeTo(whole, 1e-9);
  });

  it("is unknown where the table does not reach, and never extrapolated", () => {
    expect(upOver(9, 12)).to.equal(undefined);
    expect(upOver(28, 31)).to.equal(undefined);
    expect(stockAt(STAND, 31, yields, REGISTER_REFERENCE)).to.equal(undefined);
  });

  it("holds as stock what its volume weighs at its age", () => {
    expect(stockAt(STAND, 30, yields, REGISTER_REFERENCE)).to.be.closeTo(300 * 0.90278925, 1e-6);
  });
});
