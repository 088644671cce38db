import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import { EMPTY_ACCOUNT, netOf } from "../../../oracle/verify/net.ts";
import type { Net, NetTerms } from "../../../oracle/verify/net.ts";

const kg = fc.bigInt({ min: 0n, max: 10n ** 9n });
/** Amounts of one period; those without doubt and those with too much are among them. */
const amounts = fc.record({
  measuredKg: kg,
  baselineKg: kg,
  leakageKg: fc.bigInt({ min: 0n, max: 10n ** 8n }),
  lossKg: fc.oneof(fc.constant(0n), kg),
  halfWidthKg: fc.oneof(fc.constant(0n), fc.bigInt({ min: 0n, max: 2n * 10n ** 8n })),
});
type Amounts = typeof amounts extends fc.Arbitrary<infer T> ? T : never;
const terms = fc.record({
  deductionForm: fc.nat(3),
  deductionZPpm: fc.integer({ min: 1, max: 2_000_000 }),
  maxHalfWidthPpm: fc.constantFrom(100_000, 300_000, 1_000_000),
  bufferPpm: fc.nat(1_000_000),
});

const measurement = { measuredKg: 1_000n, baselineKg: 100n, leakageKg: 50n, lossKg: 0n, halfWidthKg: 100n };
const trees = { deductionForm: 0, deductionZPpm: 524_417, maxHalfWidthPpm: 1_000_000, bufferPpm: 200_000 };

/** What each of a project's reports earns, in order. */
const netsOf = (reports: readonly Amounts[], by: NetTerms): readonly Net[] => {
  let account = EMPTY_ACCOUNT;
  return reports.map((report) => {
    const net = netOf(account, report, by);
    ({ account } = net);
    return net;
  });
};

const sumOf = (reports: readonly Amounts[]): Amounts => {
  const sum = (name: keyof Amounts): bigint => reports.reduce((total, report) => total + report[name], 0n);
  return {
    measuredKg: sum("measuredKg"),
    baselineKg: sum("baselineKg"),
    leakageKg: sum("leakageKg"),
    lossKg: sum("lossKg"),
    halfWidthKg: sum("halfWidthKg"),
  };
};

const most = (values: readonly bigint[]): bigint => values.reduce((a, b) => (b > a ? b : a), 0n);

describe("verify/net", () => {
  it("gives the net worked out by hand for the TREES form", () => {
    // gross 850; deduction ceil(100 * 524417 / 1645006) = 32; net 818; buffer ceil(818 * 20 %) = 164
    expect(netOf(EMPTY_ACCOUNT, measurement, trees)).to.deep.equal({
      account: { grossKg: 850n, halfWidthKg: 100n, creditedKg: 818n },
      rule: { standard: "trees", version: "2.0", zPpm: 524_417n },
      deductionKg: 32n,
      earnedKg: 818n,
      netKg: 818n,
      bufferKg: 164n,
    });
  });

  it("test_L5_however_a_span_is_cut_its_credits_are_the_most_that_the_whole_earned_by_any_report", () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 8 }), terms, (parts, by) => {
        const credits = netsOf(parts, by).reduce((total, { netKg }) => total + netKg, 0n);
        // Each time so far, reported as one whole.
        const wholes = parts.map((_, index) => netOf(EMPTY_ACCOUNT, sumOf(parts.slice(0, index + 1)), by).netKg);
        expect(credits).to.equal(most(wholes));
        // What was credited beyond that of the whole span is owed, to the kilogram.
        const { account, earnedKg } = netsOf(parts, by).at(-1)!;
        expect(earnedKg).to.equal(wholes.at(-1));
        expect(account.creditedKg - earnedKg).to.equal(credits - wholes.at(-1)!);
      }),
      { numRuns: 5_000 },
    );
  });

  it("test_L5_joining_two_neighbouring_parts_never_earns_less_than_keeping_them_apart_but_for_what_is_owed", () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 2, maxLength: 8 }), fc.nat(6), terms, (parts, at, by) => {
        const index = at % (parts.length - 1);
        const joined = [...parts.slice(0, index), sumOf(parts.slice(index, index + 2)), ...parts.slice(index + 2)];
        const [cut, whole] = [netsOf(parts, by).at(-1)!, netsOf(joined, by).at(-1)!];
        const owed = ({ account, earnedKg }: Net): bigint => account.creditedKg - earnedKg;
        expect(cut.account.creditedKg - owed(cut)).to.equal(whole.account.creditedKg - owed(whole));
      }),
      { numRuns: 2_000 },
    );
  });

  it("test_L5_credits_never_exceed_the_most_gross_there_was", () => {
    fc.assert(
      fc.property(fc.array(amounts, { minLength: 1, maxLength: 8 }), terms, (parts, by) => {
        const nets = netsOf(parts, by);
        const gross = most(nets.map(({ account }) => account.grossKg));
        expect(nets.at(-1)!.account.creditedKg <= gross).to.equal(true);
        for (const { netKg, bufferKg } of nets) expect(bufferKg >= 0n && bufferKg <= netKg).to.equal(true);
      }),
    );
  });

  it("costs an honest project of many years nothing that its years apart would have earned", () => {
    const years = Array.from({ length: 10 }, () => measurement);
    const apart = netOf(EMPTY_ACCOUNT, measurement, trees).netKg * 10n;
    const together = netsOf(years, trees).at(-1)!.account.creditedKg;
    // One rounding up in place of ten.
    expect(together >= apart && together <= apart + 10n).to.equal(true);
  });

  it("earns nothing for doubt that is too wide, until gains make it narrower", () => {
    const wide = { ...measurement, halfWidthKg: 900n };
    const [first, second] = netsOf([wide, measurement], trees);
    expect([first!.netKg, first!.deductionKg]).to.deep.equal([0n, 850n]);
    // 1,700 gross and 1,000 half-width together: ceil(1000 * 524417 / 1645006) = 319.
    expect(second!.netKg).to.equal(1_381n);
  });

  it("refuses a deduction form it does not know", () => {
    expect(() => netOf(EMPTY_ACCOUNT, measurement, { ...trees, deductionForm: 4 }))
      .to.throw(SixfoldError)
      .with.property("code", "VERIFY_DEDUCTION_FORM");
  });
});
