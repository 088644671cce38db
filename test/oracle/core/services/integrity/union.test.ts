import { expect } from "chai";
import fc from "fast-check";

import { unionOf, verdictsByCause } from "../../../../../oracle/core/services/integrity/union.ts";
import type { Hazard } from "../../../../../oracle/core/services/integrity/union.ts";

const hazard = (from: bigint, to: bigint, upperKg: bigint, cells: readonly number[], lowerKg = 0n): Hazard => ({
  ...{ lastUnharmed: from, firstSeen: to, lowerKg, upperKg, cells },
});
const MUCH = 10n ** 12n;

describe("losses unioned once", () => {
  it("counts a cell that two hazards of one time share as the worse of them says", () => {
    const fire = hazard(0n, 10n, 1_000n, [1, 2]);
    const clearing = hazard(5n, 20n, 900n, [2, 3, 4]);
    // Cells 1 and 2 of the fire at 500, cells 3 and 4 of the clearing at 300.
    expect(unionOf([fire, clearing], MUCH).upperKg).to.equal(1_600n);
    expect(unionOf([fire, hazard(5n, 20n, 1_000n, [1, 2])], MUCH).upperKg).to.equal(1_000n);
  });

  it("adds what happened apart in place or in time, and joins times by a third", () => {
    expect(unionOf([hazard(0n, 10n, 5n, [1]), hazard(5n, 20n, 7n, [2])], MUCH).upperKg).to.equal(12n);
    const apart = [hazard(0n, 10n, 5n, [1]), hazard(11n, 20n, 7n, [1])];
    expect(unionOf(apart, MUCH).upperKg).to.equal(12n);
    expect(unionOf([...apart, hazard(9n, 12n, 1n, [1])], MUCH).upperKg).to.equal(7n);
  });

  it("is never less than the greatest, nor more than the sum or the stock, in any order", () => {
    const hazards = fc.array(
      fc
        .tuple(
          fc.bigInt(0n, 50n),
          fc.bigInt(0n, 50n),
          fc.bigInt(0n, 10_000n),
          fc.uniqueArray(fc.nat(12), { minLength: 1 }),
        )
        .map(([from, length, kg, cells]) => hazard(from, from + length, kg, cells, kg / 2n)),
      { maxLength: 6 },
    );
    fc.assert(
      fc.property(hazards, fc.bigInt(0n, 60_000n), (list, most) => {
        const sum = list.reduce((all, { upperKg }) => all + upperKg, 0n);
        const greatest = list.reduce((all, { upperKg }) => (upperKg > all ? upperKg : all), 0n);
        const { upperKg } = unionOf(list, MUCH);
        expect(upperKg >= greatest && upperKg <= sum).to.equal(true);
        expect(unionOf(list.toReversed(), MUCH).upperKg).to.equal(upperKg);
        expect(unionOf(list, most).upperKg).to.equal(upperKg < most ? upperKg : most);
      }),
    );
  });

  it("says of a cause a loss by any, an all-clear by any, and else nothing", () => {
    const said = (cause: string, ...verdicts: readonly ("loss" | "all-clear" | "undetermined")[]) =>
      verdictsByCause(verdicts.map((verdict) => ({ cause, verdict })));
    expect(said("fire", "undetermined", "all-clear")).to.deep.equal({ fire: "all-clear" });
    expect(said("fire", "loss", "all-clear")).to.deep.equal({ fire: "loss" });
    expect(said("fire", "undetermined")).to.deep.equal({ fire: "undetermined" });
    expect(verdictsByCause([])).to.deep.equal({});
  });
});
