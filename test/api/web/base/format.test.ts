import { expect } from "chai";
import fc from "fast-check";

import { hectares, kilogramsIn, percent, tonnes } from "../../../../api/web/base/format.ts";

describe("api/web/base/format", () => {
  it("writes whole kilograms as tonnes, every one of them", () => {
    expect(tonnes("0")).to.equal("0.000");
    expect(tonnes("7")).to.equal("0.007");
    expect(tonnes(-1_234_567n)).to.equal("−1,234.567");
    expect(tonnes("12345678901")).to.equal("12,345,678.901");
    expect(hectares("177424")).to.equal("17.7424 ha");
    expect(hectares("9")).to.equal("0.0009 ha");
  });

  it("reads what it wrote", () => {
    fc.assert(fc.property(fc.bigInt(0n, 10n ** 17n), (kg) => kilogramsIn(tonnes(kg)) === kg));
  });

  it("takes no amount that it would have to guess", () => {
    for (const text of ["", "-1", "1.2345", "1e3", ".5", "1,5x", "٣", "0x10", "1.", "Infinity"])
      expect(kilogramsIn(text), text).to.equal(undefined);
    expect(kilogramsIn(" 1,000.5 ")).to.equal(1_000_500n);
  });

  it("never says that all was seen when it was not", () => {
    expect(percent(999_999n, 1_000_000n)).to.equal("99.9 %");
    expect(percent(5n, 5n)).to.equal("100.0 %");
    expect(percent(0n, 0n)).to.equal("–");
  });
});
