import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { plotChange } from "../../../../../../oracle/core/services/forest/field/plot-change.ts";

const visit = (plot: string, before: number, after: number, years = 5) => ({ plot, before, after, years });

describe("change of remeasured plots", () => {
  it("counts plots and not visits", () => {
    // Yearly changes: plot a 1 and 3, plot b 0.
    const { mean, plots, visits, standardError, halfWidth } = plotChange([
      visit("a", 10, 15),
      visit("a", 15, 30),
      visit("b", 20, 20),
    ]);
    expect({ mean, plots, visits }).to.deep.equal({ mean: 1, plots: 2, visits: 3 });
    // Rates 2 and 0: deviation sqrt(2), over two plots an error of 1. Student's 95 % quantile at one degree is 6.314.
    expect(standardError).to.be.closeTo(1, 1e-12);
    expect(halfWidth).to.be.closeTo(6.313751514675, 1e-9);
  });

  it("is no surer for visits that repeat", () => {
    const once = [visit("a", 1, 2), visit("b", 1, 4), visit("c", 2, 2)];
    expect(plotChange([...once, ...once]).standardError).to.equal(plotChange(once).standardError);
  });

  it("refuses stock below zero, no years between, and a single plot", () => {
    expect(() => plotChange([visit("a", -1, 2), visit("b", 1, 2)])).to.throw(SixfoldError, "not below zero");
    expect(() => plotChange([visit("a", NaN, 2), visit("b", 1, 2)])).to.throw(SixfoldError, "not below zero");
    expect(() => plotChange([visit("a", 1, 2, 0), visit("b", 1, 2)])).to.throw(SixfoldError, "above zero");
    expect(() => plotChange([visit("a", 1, 2), visit("a", 2, 3)])).to.throw(SixfoldError, "two plots or more");
  });
});
