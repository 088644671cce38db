import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { correlatedMean } from "../../../../../../oracle/core/services/forest/growth/correlated-mean.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import { smoothField } from "../../../../../../scripts/simulate/forest/landscape.ts";

const SIZE = 24;

const cellsOf = (values: ArrayLike<number>) =>
  Array.from(values, (value, k) => ({ col: k % SIZE, row: Math.floor(k / SIZE), value, weight: 1 }));

/** A square cut out of a wider field, whose own mean is left free. */
const cut = (seed: bigint, reach: number): readonly number[] => {
  const wide = 2 * SIZE;
  const field = smoothField(seededRandom(seed), wide, reach, 1);
  return Array.from({ length: SIZE * SIZE }, (_, k) => field[Math.floor(k / SIZE) * wide + (k % SIZE)]!);
};

describe("a mean of cells that are alike", () => {
  it("is as sure as independent cells make it where they are independent", () => {
    const { standardError, independentError, range } = correlatedMean(cellsOf(cut(1n, 0)));
    expect(standardError / independentError).to.be.within(0.9, 1.25);
    expect(range).to.be.at.most(3);
  });

  it("holds the truth in nine of ten, where independence would hold it in half", () => {
    let [held, naive] = [0, 0];
    const trials = 300;
    for (let trial = 1; trial <= trials; trial += 1) {
      const found = correlatedMean(cellsOf(cut(BigInt(trial), 2)));
      if (Math.abs(found.mean) <= found.halfWidth(0.9)) held += 1;
      if (Math.abs(found.mean) <= 1.645 * found.independentError) naive += 1;
    }
    expect(held / trials).to.be.within(0.85, 0.95);
    expect(naive / trials).to.be.below(0.5);
  });

  it("does not depend on the order of cells", () => {
    const cells = cellsOf(cut(7n, 1)).slice(0, 60);
    const { mean, standardError, range } = correlatedMean(cells);
    fc.assert(
      fc.property(fc.shuffledSubarray(cells, { minLength: cells.length }), (shuffled) => {
        const again = correlatedMean(shuffled);
        expect([again.mean, again.standardError, again.range]).to.deep.equal([mean, standardError, range]);
      }),
      { numRuns: 20 },
    );
  });

  it("weighs cells by what they stand for", () => {
    const cells = [0, 1, 5].map((value, col) => ({ col: 100 * col, row: 0, value, weight: value === 5 ? 2 : 1 }));
    expect(correlatedMean(cells).mean).to.equal(11 / 4);
  });

  it("has no error where all cells are equal", () => {
    const { standardError, halfWidth } = correlatedMean(cellsOf(new Array(9).fill(2)));
    expect([standardError, halfWidth(0.9)]).to.deep.equal([0, 0]);
  });

  it("refuses one cell, a place twice, and values that are none", () => {
    const cell = { col: 0, row: 0, value: 1, weight: 1 };
    expect(() => correlatedMean([cell])).to.throw(SixfoldError, "two cells or more");
    expect(() => correlatedMean([cell, cell])).to.throw(SixfoldError, "a place has one value");
    expect(() => correlatedMean([cell, { ...cell, col: 1, value: NaN }])).to.throw(SixfoldError, "finite");
    expect(() => correlatedMean([cell, { ...cell, col: 1, weight: 0 }])).to.throw(SixfoldError, "above zero");
  });
});
