import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";

import { DEDUCTION_RULES, deduct } from "../../oracle/core/uncertainty/deduct.ts";

const { viem } = await network.create();

const FORMS = [
  DEDUCTION_RULES.trees,
  DEDUCTION_RULES.vcsQuantile,
  DEDUCTION_RULES.vcsExcess,
  DEDUCTION_RULES.cdmBands,
] as const;
const MAX = 2n ** 64n - 1n;

type Case = { readonly grossKg: bigint; readonly halfWidthKg: bigint; readonly form: number; readonly zPpm: number };

/** Around every band's edge, at small, middling and largest amounts, for every form. */
const boundaryCases = (): Case[] =>
  [0n, 1n, 7n, 100n, 1_000_003n, 10n ** 12n, MAX / 1000n, MAX].flatMap((grossKg) =>
    [0n, 100n, 126n, 150n, 200n, 300n, 1000n].flatMap((permille) =>
      [-1n, 0n, 1n].flatMap((step) =>
        FORMS.map((rule, form) => {
          const halfWidthKg = (grossKg * permille) / 1000n + step;
          const inside = halfWidthKg < 0n ? 0n : halfWidthKg > MAX ? MAX : halfWidthKg;
          return { grossKg, halfWidthKg: inside, form, zPpm: Number(rule.zPpm) };
        }),
      ),
    ),
  );

const randomCases = (count: number): Case[] =>
  fc.sample(
    fc.record({
      grossKg: fc.oneof(fc.bigInt(0n, MAX), fc.bigInt(0n, 10n ** 7n)),
      halfWidthKg: fc.oneof(fc.bigInt(0n, MAX), fc.bigInt(0n, 10n ** 7n)),
      form: fc.nat(3),
      zPpm: fc.oneof(fc.integer({ min: 1, max: 4_000_000 }), fc.constantFrom(0, 2 ** 32 - 1)),
    }),
    { numRuns: count, seed: 0x51 },
  );

describe("DeductionLib", () => {
  it("test_L5_deducts_as_the_independent_model_does_bit_for_bit", async () => {
    const mock = await viem.deployContract("LibrariesMock");
    const cases = [...boundaryCases(), ...randomCases(2_000)];
    for (let from = 0; from < cases.length; from += 500) {
      const part = cases.slice(from, from + 500);
      const [deductions, losses] = await mock.read.deductAll([part]);
      part.forEach(({ grossKg, halfWidthKg, form, zPpm }, index) => {
        const rule = { ...FORMS[form]!, zPpm: BigInt(zPpm) };
        const credit = deduct({ grossKg, halfWidthKg, rule, sign: "credit" });
        const loss = deduct({ grossKg, halfWidthKg, rule, sign: "loss" });
        const label = `form ${form}, z ${zPpm}, gross ${grossKg}, half-width ${halfWidthKg}`;
        expect(deductions[index], label).to.equal(credit.deductionKg);
        expect(losses[index], label).to.equal(loss.netKg);
      });
    }
  });
});
