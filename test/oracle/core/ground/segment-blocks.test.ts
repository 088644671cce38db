import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { segmentBlocks } from "../../../../oracle/core/ground/segment-blocks.ts";

describe("segmentBlocks", () => {
  it("cuts blocks into full segments in order, the last one shorter", () => {
    fc.assert(
      fc.property(fc.nat({ max: 60 }), fc.integer({ min: 1, max: 20 }), (count, most) => {
        const blocks = Array.from({ length: count }, (_, k) => ({ cell: BigInt(k), bits: 1n }));
        const segments = segmentBlocks(blocks, most);
        expect(segments.flat()).to.deep.equal(blocks);
        expect(segments.length).to.equal(Math.ceil(count / most));
        segments.slice(0, -1).forEach((segment) => expect(segment.length).to.equal(most));
        segments.slice(-1).forEach((segment) => expect(segment.length).to.be.within(1, most));
      }),
    );
  });

  it("refuses segments of no size", () => {
    for (const size of [0, -1, 1.5, NaN, Infinity])
      expect(() => segmentBlocks([], size))
        .to.throw(SixfoldError)
        .with.property("code", "GROUND_SEGMENT_SIZE");
  });
});
