import { expect } from "chai";
import fc from "fast-check";

import { sumExact } from "../../../../oracle/core/raster/sum.ts";

const finite = fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e200, max: 1e200 });

describe("sumExact", () => {
  it("does not depend on order", () => {
    fc.assert(
      fc.property(fc.array(finite), fc.infiniteStream(fc.nat()), (values, dice) => {
        const shuffled = values
          .map((value) => ({ value, key: dice.next().value as number }))
          .sort((a, b) => a.key - b.key)
          .map(({ value }) => value);
        expect(sumExact(shuffled)).to.equal(sumExact(values));
      }),
    );
  });

  it("is exact where doubles cancel", () => {
    expect(sumExact([1e100, 1, -1e100])).to.equal(1);
    expect(sumExact(new Array<number>(10).fill(0.1))).to.equal(1);
    expect(sumExact([])).to.equal(0);
  });

  it("equals the sum of integers in bigint arithmetic", () => {
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger()), (values) => {
        expect(sumExact(values)).to.equal(Number(values.reduce((sum, value) => sum + BigInt(value), 0n)));
      }),
    );
  });
});
