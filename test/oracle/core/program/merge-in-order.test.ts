import { expect } from "chai";
import fc from "fast-check";

import { MERGED_AT_ONCE, mergeInOrder } from "../../../../oracle/core/program/merge-in-order.ts";

describe("program/merge-in-order", () => {
  it("gives the parts in order, whatever the order in which they come", () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(
          Array.from({ length: 300 }, (_, i) => i),
          { minLength: 300 },
        ),
        (order) => {
          const merged = mergeInOrder<readonly number[]>((parts) => parts.flat());
          for (const index of order) merged.add(index, [index]);
          expect(merged.result()).to.deep.equal(order.toSorted((a, b) => a - b));
        },
      ),
      { numRuns: 50 },
    );
  });

  it("holds a batch of parts at the most where they come in order", () => {
    let most = 0;
    const merged = mergeInOrder<number>((parts) => {
      most = Math.max(most, parts.length);
      return parts.reduce((sum, part) => sum + part, 0);
    });
    for (let index = 0; index < 10_000; index += 1) merged.add(index, index);
    expect(merged.result()).to.equal((10_000 * 9999) / 2);
    expect(most).to.equal(MERGED_AT_ONCE + 1);
  });

  it("merges nothing where there is nothing", () => {
    expect(mergeInOrder<readonly number[]>((parts) => parts.flat()).result()).to.deep.equal([]);
  });
});
