import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import {
  correlatedSumUncertainty,
  productUncertainty,
  sumUncertainty,
} from "../../../../oracle/core/uncertainty/approach1.ts";

const of = (value: number, percent: number) => ({ value, percent });

describe("approach 1", () => {
  it("combines a product as equation 3.1", () => {
    expect(productUncertainty([of(1, 10), of(1, 20), of(1, 5)]).percent).to.be.closeTo(22.913, 5e-4);
  });

  it("combines a sum as equation 3.2", () => {
    expect(sumUncertainty([of(100, 10), of(50, 30)]).percent).to.be.closeTo(12.0185, 5e-5);
  });

  it("cancels a shared error in a difference, which independence would inflate", () => {
    expect(correlatedSumUncertainty([of(100, 40), of(-60, 40)]).percent).to.be.closeTo(40, 1e-12);
    expect(sumUncertainty([of(100, 40), of(-60, 40)]).percent).to.be.above(100);
  });

  it("warns beyond its validity", () => {
    expect(productUncertainty([of(1, 10), of(1, 29)]).warnings).to.deep.equal([
      "an uncertainty exceeds 30 %: use Monte Carlo (approach 2)",
    ]);
    expect(productUncertainty([of(1, 10), of(1, 20)]).warnings).to.deep.equal([]);
  });

  it("never lets correlated terms of one sign be surer than independent ones", () => {
    // Thousandths: the squares of far smaller percentages are subnormal numbers, which have lost digits.
    const thousandths = (min: number, max: number) =>
      fc.integer({ min: min * 1000, max: max * 1000 }).map((n) => n / 1000);
    const term = fc.record({ value: thousandths(1, 1e5), percent: thousandths(0, 100) });
    fc.assert(
      fc.property(
        fc.array(term, { minLength: 1, maxLength: 8 }),
        (terms) => correlatedSumUncertainty(terms).percent >= sumUncertainty(terms).percent * (1 - 1e-12),
      ),
    );
  });

  it("refuses an empty list, a zero total and values that are not numbers", () => {
    expect(() => sumUncertainty([])).to.throw(SixfoldError, "terms");
    expect(() => sumUncertainty([of(5, 1), of(-5, 1)])).to.throw(SixfoldError, "total other than zero");
    expect(() => productUncertainty([of(NaN, 1)])).to.throw(SixfoldError, "factors");
  });
});
