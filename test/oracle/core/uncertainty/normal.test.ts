import { expect } from "chai";
import fc from "fast-check";

import { normalCdf, normalQuantile } from "../../../../oracle/core/uncertainty/normal.ts";

describe("the normal distribution", () => {
  it("has the quantiles that AS 241 prints for checking", () => {
    expect(normalQuantile(0.25)).to.be.closeTo(-0.6744897501960817, 1e-15);
    expect(normalQuantile(0.001)).to.be.closeTo(-3.090232306167814, 1e-14);
    expect(normalQuantile(1e-20)).to.be.closeTo(-9.262340089798408, 1e-13);
  });

  it("has the confidences that standards quote", () => {
    expect(normalCdf(0.524417)).to.be.closeTo(0.70001, 5e-6);
    expect(normalCdf(1.644854)).to.be.closeTo(0.95, 1e-7);
    expect(normalCdf(1.959964)).to.be.closeTo(0.975, 1e-8);
    expect(normalCdf(0)).to.equal(0.5);
  });

  it("inverts itself", () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-9, max: 1 - 1e-9, noNaN: true }), (p) => {
        return Math.abs(normalCdf(normalQuantile(p)) - p) < 1e-13;
      }),
    );
  });
});
