import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { deduct, DEDUCTION_RULES } from "../../../../oracle/core/uncertainty/deduct.ts";

const rules = Object.values(DEDUCTION_RULES);
const kg = fc.bigInt({ min: 0n, max: 2n ** 64n - 1n });
const credit = (rule: (typeof rules)[number], grossKg: bigint, halfWidthKg: bigint) =>
  deduct({ grossKg, halfWidthKg, rule, sign: "credit" });

describe("deduct", () => {
  it("gives the TREES percentages of oracle O8", () => {
    const percent = (halfWidthKg: bigint) =>
      Number(credit(DEDUCTION_RULES.trees, 10n ** 12n, halfWidthKg * 10n ** 10n).deductionKg) / 1e10;
    expect(percent(10n)).to.be.closeTo(3.188, 5e-4);
    expect(percent(20n)).to.be.closeTo(6.3759, 5e-5);
    expect(percent(30n)).to.be.closeTo(9.564, 5e-4);
    expect(percent(50n)).to.be.closeTo(15.94, 5e-4);
  });

  it("states the one-sided confidence its quantile stands for", () => {
    expect(credit(DEDUCTION_RULES.trees, 10n ** 12n, 10n ** 11n).oneSidedConfidence).to.be.closeTo(0.7, 5e-5);
    expect(credit(DEDUCTION_RULES.vcsQuantile, 10n ** 12n, 2n * 10n ** 11n).oneSidedConfidence).to.be.closeTo(
      0.6667,
      5e-5,
    );
    expect(credit(DEDUCTION_RULES.trees, 10n, 0n).oneSidedConfidence).to.equal(1);
    expect(credit(DEDUCTION_RULES.vcsQuantile, 1000n, 100n).oneSidedConfidence).to.equal(0.5);
  });

  it("keeps the VCS dead band up to exactly 10 % and leaves it one kilogram later", () => {
    expect(credit(DEDUCTION_RULES.vcsQuantile, 1000n, 100n).deductionKg).to.equal(0n);
    expect(credit(DEDUCTION_RULES.vcsQuantile, 1000n, 101n).deductionKg).to.equal(27n);
    expect(credit(DEDUCTION_RULES.vcsQuantile, 1009n, 101n).deductionKg).to.equal(27n);
    expect(credit(DEDUCTION_RULES.vcsQuantile, 1010n, 101n).deductionKg).to.equal(0n);
  });

  it("takes from VM0007's dead band of 15 % at 95 % only what exceeds it", () => {
    const gross = 1_959_964n * 100n;
    const edge = 15n * 1_644_854n;
    expect(credit(DEDUCTION_RULES.vcsExcess, gross, edge).deductionKg).to.equal(0n);
    expect(credit(DEDUCTION_RULES.vcsExcess, gross, edge + 1n).deductionKg).to.equal(2n);
    expect(credit(DEDUCTION_RULES.vcsExcess, 1000n, 200n).deductionKg).to.equal(89n);
  });

  it("steps through the AR-TOOL14 bands at their exact edges", () => {
    const at = (halfWidthKg: bigint) => credit(DEDUCTION_RULES.cdmBands, 10_000n, halfWidthKg).deductionKg;
    expect([1000n, 1001n, 1500n, 1501n, 2000n, 2001n, 3000n, 3001n].map(at)).to.deep.equal([
      0n,
      251n,
      375n,
      751n,
      1000n,
      1501n,
      2250n,
      3001n,
    ]);
  });

  it("test_L15_doubt_costs_the_seller: net never rises with the half-width", () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), kg, kg, kg, (rule, grossKg, a, b) => {
        const [narrow, wide] = a < b ? [a, b] : [b, a];
        const [sure, doubtful] = [credit(rule, grossKg, narrow), credit(rule, grossKg, wide)];
        const loss = (halfWidthKg: bigint) => deduct({ grossKg, halfWidthKg, rule, sign: "loss" }).netKg;
        return doubtful.netKg <= sure.netKg && loss(wide) >= loss(narrow);
      }),
    );
  });

  it("test_L5_net_is_between_zero_and_gross_for_credits_and_at_least_gross_for_losses", () => {
    fc.assert(
      fc.property(fc.constantFrom(...rules), kg, kg, (rule, grossKg, halfWidthKg) => {
        const { deductionKg, netKg } = credit(rule, grossKg, halfWidthKg);
        const loss = deduct({ grossKg, halfWidthKg, rule, sign: "loss" });
        return netKg >= 0n && netKg + deductionKg === grossKg && loss.netKg === grossKg + loss.deductionKg;
      }),
    );
  });

  it("rounds up by less than one kilogram", () => {
    fc.assert(
      fc.property(kg, (halfWidthKg) => {
        const { deductionKg } = deduct({ grossKg: 0n, halfWidthKg, rule: DEDUCTION_RULES.trees, sign: "loss" });
        const exact = halfWidthKg * 524_417n;
        return deductionKg * 1_645_006n >= exact && (deductionKg - 1n) * 1_645_006n < exact;
      }),
    );
  });

  it("refuses what a uint64 can not hold", () => {
    expect(() => credit(DEDUCTION_RULES.trees, -1n, 0n)).to.throw(SixfoldError, "grossKg");
    expect(() => credit(DEDUCTION_RULES.trees, 0n, 2n ** 96n)).to.throw(SixfoldError, "halfWidthKg");
  });
});
