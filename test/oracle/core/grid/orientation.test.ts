import { expect } from "chai";
import fc from "fast-check";

import { orientation } from "../../../../oracle/core/grid/orientation.ts";
import type { LonLat } from "../../../../oracle/core/grid/types.ts";

/** Sign of the turn for coordinates that are integers times 2^-60. */
const exactly = (a: readonly bigint[], b: readonly bigint[], c: readonly bigint[]): number => {
  const turn = (a[0]! - c[0]!) * (b[1]! - c[1]!) - (a[1]! - c[1]!) * (b[0]! - c[0]!);
  return turn > 0n ? 1 : turn < 0n ? -1 : 0;
};

describe("orientation", () => {
  it("is exact where floating point is not", () => {
    const coordinate = fc
      .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: -3, max: 3 }))
      .map(([units, ulps]) => ({
        whole: BigInt(units) * (1n << 60n) + BigInt(ulps) * (1n << 10n),
        float: units + ulps * 2 ** -50,
      }));
    const point = fc.tuple(coordinate, coordinate);
    const seen = new Set<number>();
    fc.assert(
      fc.property(point, point, point, (...points) => {
        const floats = points.map(([x, y]): LonLat => [x.float, y.float]) as [LonLat, LonLat, LonLat];
        const wholes = points.map(([x, y]) => [x.whole, y.whole]) as [bigint[], bigint[], bigint[]];
        const sign = exactly(...wholes);
        seen.add(sign);
        expect(orientation(...floats)).to.equal(sign);
      }),
      { numRuns: 5000 },
    );
    expect(seen.size).to.equal(3);
  });

  it("sees a turn of the smallest doubles", () => {
    const least = Number.MIN_VALUE;
    expect(orientation([0, 0], [least, 0], [0, least])).to.equal(1);
    expect(orientation([0, 0], [0, least], [least, 0])).to.equal(-1);
    expect(orientation([0, 0], [least, least], [2 * least, 2 * least])).to.equal(0);
  });
});
