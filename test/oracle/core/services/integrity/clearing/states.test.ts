import { expect } from "chai";
import fc from "fast-check";

import { clearedBy, combined } from "../../../../../../oracle/core/services/integrity/clearing/posterior.ts";
import { stateOf } from "../../../../../../oracle/core/services/integrity/clearing/states.ts";
import type { PlotLook } from "../../../../../../oracle/core/services/integrity/clearing/states.ts";
import { CLEARING_REFERENCE } from "../../../../../../oracle/core/services/integrity/clearing/terms.ts";

const { signals, updating } = CLEARING_REFERENCE;

/** Looks of one radar twelve days apart, by their probabilities. */
const looks = (...cleared: readonly number[]): readonly PlotLook[] =>
  cleared.map((each, at) => ({ day: 12 * at, sensor: "radar", cleared: each }));

describe("clearing: probabilities", () => {
  it("adds two of 0.9 to 0.98780 and sets 0.9 against 0.1 at even odds", () => {
    expect(combined(0.9, 0.9)).to.be.closeTo(0.81 / 0.82, 1e-12);
    expect(combined(0.9, 0.1)).to.be.closeTo(0.5, 1e-12);
  });

  it("is even where both densities are, and held within its limits far out", () => {
    // exp(-(x + 3)^2 / 2) = exp(-x^2 / 1.125) / 0.75, solved for x by hand.
    const a = 1 / 1.125 - 0.5;
    const even = (3 - Math.sqrt(9 + 4 * a * (4.5 - Math.log(0.75)))) / (2 * a);
    expect(clearedBy(even, signals.vh, updating)).to.be.closeTo(0.5, 1e-9);
    expect([clearedBy(-30, signals.vh, updating), clearedBy(30, signals.vh, updating)]).to.deep.equal([0.9, 0.1]);
  });

  it("never grows as the value does", () => {
    fc.assert(
      fc.property(fc.double({ min: -9, max: 9, noNaN: true }), fc.double({ min: 0, max: 9, noNaN: true }), (a, b) => {
        expect(clearedBy(a + b, signals.vh, updating)).to.be.at.most(clearedBy(a, signals.vh, updating) + 1e-12);
      }),
    );
  });
});

describe("clearing: states of a plot", () => {
  it("goes from unharmed over possible and provisional to confirmed, and dates onset and confirmation apart", () => {
    expect(stateOf(looks(0.1, 0.1), updating)).to.deep.equal({ state: "unharmed" });
    expect(stateOf(looks(0.1, 0.9), updating)).to.deep.equal({ state: "possible", onset: 1 });
    expect(stateOf(looks(0.1, 0.9, 0.9), updating)).to.deep.equal({ state: "provisional", onset: 1 });
    expect(stateOf(looks(0.1, 0.9, 0.9, 0.9), updating)).to.deep.equal({ state: "confirmed", onset: 1, confirmed: 3 });
  });

  it("drops what a later look contradicts, and what waits too long", () => {
    expect(stateOf(looks(0.1, 0.9, 0.1), updating)).to.deep.equal({ state: "unharmed" });
    const waits = looks(0.1, 0.9, 0.9, 0.5).map((look, at) => (at === 3 ? { ...look, day: 300 } : look));
    expect(stateOf(waits, updating)).to.deep.equal({ state: "unharmed" });
  });

  it("confirms nothing by one look, but by another sensor of the same day", () => {
    const sure = { ...updating, most: 0.99, confirmed: 0.9 };
    expect(stateOf([{ day: 0, sensor: "radar", cleared: 0.99 }], sure).state).to.equal("provisional");
    const second = (sensor: string): readonly PlotLook[] => [
      { day: 0, sensor: "radar", cleared: 0.99 },
      { day: 0, sensor, cleared: 0.99 },
    ];
    expect(stateOf(second("radar"), sure).state).to.equal("provisional");
    expect(stateOf(second("optical"), sure)).to.deep.equal({ state: "confirmed", onset: 0, confirmed: 1 });
  });

  it("keeps a confirmation whatever is seen later", () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0.1, max: 0.9, noNaN: true }), { maxLength: 12 }), (later) => {
        expect(stateOf(looks(0.1, 0.9, 0.9, 0.9, ...later), updating)).to.include({ onset: 1, confirmed: 3 });
      }),
    );
  });
});
