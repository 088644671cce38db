import { expect } from "chai";
import fc from "fast-check";

import { netOf } from "../../../oracle/verify/net.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";

const kg = fc.bigInt({ min: 0n, max: 2n ** 60n });
const measurement = { measuredKg: 1_000n, baselineKg: 100n, leakageKg: 50n, halfWidthKg: 100n };

describe("attest/net", () => {
  it("gives the net worked out by hand for the TREES form", () => {
    // gross 850; deduction ceil(100 * 524417 / 1645006) = 32; net 818; buffer ceil(818 * 20 %) = 164
    expect(netOf(measurement, { deductionForm: 0, deductionZPpm: 524_417, bufferPpm: 200_000 })).to.deep.equal({
      grossKg: 850n,
      rule: { standard: "trees", version: "2.0", zPpm: 524_417n },
      deductionKg: 32n,
      netKg: 818n,
      bufferKg: 164n,
    });
  });

  it("test_L15_never_gives_more_than_the_gross_amount_and_nothing_when_there_is_none", () => {
    fc.assert(
      fc.property(
        kg,
        kg,
        kg,
        kg,
        fc.nat(3),
        fc.nat(1_000_000),
        (measuredKg, baselineKg, leakageKg, halfWidthKg, form, bufferPpm) => {
          const { netKg, bufferKg, deductionKg, ...net } = netOf(
            { measuredKg, baselineKg, leakageKg, halfWidthKg },
            { deductionForm: form, deductionZPpm: 524_417, bufferPpm },
          );
          const grossKg = measuredKg - baselineKg - leakageKg;
          expect(net.grossKg).to.equal(grossKg);
          expect(netKg >= 0n && netKg <= (grossKg > 0n ? grossKg : 0n)).to.equal(true);
          expect(grossKg > 0n ? grossKg - deductionKg : deductionKg).to.equal(netKg);
          expect(bufferKg >= 0n && bufferKg <= netKg).to.equal(true);
        },
      ),
    );
  });

  it("refuses a deduction form it does not know", () => {
    expect(() => netOf(measurement, { deductionForm: 4, deductionZPpm: 1, bufferPpm: 0 }))
      .to.throw(SixfoldError)
      .with.property("code", "VERIFY_DEDUCTION_FORM");
  });
});
