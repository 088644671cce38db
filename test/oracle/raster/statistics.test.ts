import { expect } from "chai";
import fc from "fast-check";

import { meanOver, sumExact } from "../../../oracle/raster/sum.ts";
import { zonalMeans } from "../../../oracle/raster/zonal-means.ts";

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

describe("zonalMeans", () => {
  it("agrees with the exact mean of each zone and skips what is not observed", () => {
    const pixel = fc.tuple(
      fc.oneof(fc.double({ min: 0, max: 2, noNaN: true }), fc.constant(NaN)),
      fc.integer({ min: -1, max: 3 }),
    );
    fc.assert(
      fc.property(fc.array(pixel, { maxLength: 300 }), (pixels) => {
        const values = Float64Array.from(pixels, ([value]) => value);
        const labels = Int32Array.from(pixels, ([, label]) => label);
        const { count, mean } = zonalMeans(values, labels, 4);
        for (let zone = 0; zone < 4; zone += 1) {
          const expected = meanOver(
            values,
            Uint8Array.from(labels, (label) => (label === zone ? 1 : 0)),
          );
          expect(count[zone]).to.equal(expected.count);
          if (expected.count === 0) expect(mean[zone]).to.be.NaN;
          else expect(mean[zone]).to.be.closeTo(expected.mean, 1e-15);
        }
      }),
    );
  });

  it("refuses labels of another length", () => {
    expect(() => zonalMeans(new Float64Array(3), new Int32Array(2), 1)).to.throw("one entry per value");
  });
});
