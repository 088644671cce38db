import { expect } from "chai";
import fc from "fast-check";
import { network } from "hardhat";
import { zeroAddress, zeroHash } from "viem";

import { DEDUCTION_RULES, deduct } from "../../oracle/core/uncertainty/deduct.ts";
import { EMPTY_ACCOUNT, netOf } from "../../oracle/verify/net.ts";

const { viem } = await network.create();

const MAX = 2n ** 60n;
const kg = fc.oneof(fc.bigInt(0n, MAX), fc.bigInt(0n, 10n ** 6n));
const report = fc.record({
  measuredKg: kg,
  baselineKg: kg,
  leakageKg: fc.bigInt(0n, 10n ** 5n),
  lossKg: fc.oneof(fc.constant(0n), kg),
  halfWidthKg: fc.oneof(fc.constant(0n), kg, fc.bigInt(0n, 10n ** 5n)),
});
const terms = fc.record({
  deductionForm: fc.nat(3),
  deductionZPpm: fc.integer({ min: 0, max: 4_000_000 }),
  maxHalfWidthPpm: fc.constantFrom(0, 100_000, 1_000_000, 2 ** 32 - 1),
});

/** What the account does not read. */
const REPORT = {
  projectId: 1n,
  methodologyId: 1,
  kind: 0,
  periodStart: 0,
  periodEnd: 1,
  claimedM2: 0n,
  observedM2: 0n,
  groundRoot: zeroHash,
  evidence: zeroHash,
  previous: zeroHash,
  verifier: zeroAddress,
  operatorSet: zeroHash,
  expiry: 0,
};
const TERMS = {
  yields: 0,
  pool: 1,
  unitKind: 0,
  reversible: false,
  maturity: 0,
  edgeLevels: 3,
  monitoringYears: 0,
  minObservedPpm: 0,
  bufferPpm: 0,
  maxObservationGap: 0,
  challengeWindow: 0,
  maxKgPerHaYear: 0,
  minPeriod: 0,
  maxPeriod: 0,
  retroactivity: 0,
  active: true,
  closed: false,
};

type Report = typeof report extends fc.Arbitrary<infer T> ? T : never;
type Terms = typeof terms extends fc.Arbitrary<infer T> ? T : never;

const FORMS = [
  DEDUCTION_RULES.trees,
  DEDUCTION_RULES.vcsQuantile,
  DEDUCTION_RULES.vcsExcess,
  DEDUCTION_RULES.cdmBands,
] as const;

/** What was lost beyond what was gained, at its upper bound (L15). */
const netLossOf = (
  { measuredKg, baselineKg, leakageKg, lossKg, halfWidthKg }: Report,
  { deductionForm, deductionZPpm }: Terms,
): bigint => {
  const grossKg = baselineKg + leakageKg + lossKg - measuredKg;
  if (grossKg <= 0n) return 0n;
  const rule = { ...FORMS[deductionForm]!, zPpm: BigInt(deductionZPpm) };
  const { netKg } = deduct({ grossKg, halfWidthKg, rule, sign: "loss" });
  return netKg < 2n ** 64n ? netKg : 2n ** 64n - 1n;
};

describe("AccountLib", () => {
  it("test_L5_credits_as_the_independent_model_does_bit_for_bit", async () => {
    const mock = await viem.deployContract("LibrariesMock");
    const lives = fc.sample(fc.tuple(fc.array(report, { minLength: 1, maxLength: 8 }), terms), {
      numRuns: 400,
      seed: 0x51,
    });
    for (const [parts, by] of lives) {
      let account = EMPTY_ACCOUNT;
      let earnedKg = 0n;
      const nets = parts.map((part) => {
        const net = netOf(account, part, { ...by, bufferPpm: 0 });
        ({ account, earnedKg } = net);
        return net.netKg;
      });
      const reports = parts.map((part) => ({ ...REPORT, ...part }));
      expect(await mock.read.creditAll([reports, { ...TERMS, ...by }])).to.deep.equal([nets, account, earnedKg]);
      expect(await mock.read.netLosses([reports, { ...TERMS, ...by }])).to.deep.equal(
        parts.map((part) => netLossOf(part, by)),
      );
      const [first] = reports;
      expect(await mock.read.creditAndStrike([account, first!, { ...TERMS, ...by }])).to.deep.equal(account);
    }
  });
});
