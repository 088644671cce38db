import { expect } from "chai";
import { concat, hexToBigInt, slice, toHex, zeroAddress, zeroHash } from "viem";
import type { Address, Hex } from "viem";

import { domainAt, typedData } from "../../oracle/core/statements/hash.ts";
import type { Domain } from "../../oracle/core/statements/hash.ts";
import { REPORT_KIND, reportTable } from "../../oracle/core/statements/report.ts";
import type { Report } from "../../oracle/core/statements/report.ts";
import { errorOf } from "../helpers/error-of.ts";
import { deployRegistry } from "../helpers/registry.ts";
import type { Registry } from "../helpers/registry.ts";

const ORDER = 0xfffffffffffffffffffffffffffffffebaaedce6af48a03bbfd25e8cd0364141n;
const DAY = 86_400;

type Signed = { readonly signer: Address; readonly signature: Hex };
type Post = {
  readonly report: Report;
  readonly operators: readonly Signed[];
  readonly verifierSignature: Hex;
};

describe("VerificationOracle", () => {
  let registry: Registry;
  let projectId: bigint;
  let chainId: number;
  const oracle = () => registry.contracts.oracle;

  const good = async (overrides: Partial<Report> = {}): Promise<Post> => {
    const report = await registry.draftReport(projectId, overrides);
    const { operators, verifierSignature } = await registry.sign(report);
    return { report, operators, verifierSignature };
  };
  const post = ({ report, operators, verifierSignature }: Post) =>
    registry.send(registry.wallet.stranger, oracle(), "post", [report, operators, verifierSignature]);
  const withFirst = (base: Post, first: Partial<Signed>): Post => ({
    ...base,
    operators: [{ ...base.operators[0]!, ...first }, ...base.operators.slice(1)],
  });

  before(async () => {
    registry = await deployRegistry();
    chainId = await registry.client.getChainId();
    ({ projectId } = await registry.register());
    await registry.claim(projectId, [{ cell: 0x3100100000000000n, bits: 2n ** 256n - 1n }]);
    await registry.activate(projectId);
  });

  it("test_L3_every_signature_attack_is_refused_with_its_error", async () => {
    const base = await good();
    const { r, s, v } = (({ signature }) => ({
      r: slice(signature, 0, 32),
      s: slice(signature, 32, 64),
      v: slice(signature, 64, 65),
    }))(base.operators[0]!);
    const highS = toHex(ORDER - hexToBigInt(s), { size: 32 });
    const stranger = registry.wallet.stranger;
    const home = domainAt(reportTable, chainId, oracle().address);
    const data = typedData(reportTable, home, base.report);
    const foreign = async (domain: Domain): Promise<Post> =>
      withFirst(base, {
        signature: await registry.operators[0]!.signTypedData(typedData(reportTable, domain, base.report) as never),
      });
    const [a, b, ...rest] = base.operators;
    const strangerSigned = { signer: stranger.account.address, signature: await stranger.signTypedData(data as never) };
    const inOrder = (list: readonly Signed[]) =>
      list.toSorted((x, y) => (BigInt(x.signer) < BigInt(y.signer) ? -1 : 1));
    const invalid = "OperatorRegistrySignatureInvalid";
    const verifierInvalid = "VerificationOracleSignatureInvalid";
    const table: readonly (readonly [string, string, Post])[] = [
      ["high s", invalid, withFirst(base, { signature: concat([r, highS, v === "0x1b" ? "0x1c" : "0x1b"]) })],
      ["v 0", invalid, withFirst(base, { signature: concat([r, s, "0x00"]) })],
      ["v 1", invalid, withFirst(base, { signature: concat([r, s, "0x01"]) })],
      ["v 29", invalid, withFirst(base, { signature: concat([r, s, "0x1d"]) })],
      ["other v", invalid, withFirst(base, { signature: concat([r, s, v === "0x1b" ? "0x1c" : "0x1b"]) })],
      ["64 bytes", invalid, withFirst(base, { signature: concat([r, s]) })],
      ["66 bytes", invalid, withFirst(base, { signature: concat([r, s, v, "0x00"]) })],
      ["empty", invalid, withFirst(base, { signature: "0x" })],
      ["zero r", invalid, withFirst(base, { signature: concat([zeroHash, s, v]) })],
      ["zero s", invalid, withFirst(base, { signature: concat([r, zeroHash, v]) })],
      ["all zero", invalid, withFirst(base, { signature: concat([zeroHash, zeroHash, "0x1b"]) })],
      ["another operator's", invalid, withFirst(base, { signature: b!.signature })],
      ["zero address", "OperatorRegistrySignersUnsorted", withFirst(base, { signer: zeroAddress })],
      ["duplicate", "OperatorRegistrySignersUnsorted", { ...base, operators: [a!, a!, ...rest] }],
      ["unsorted", "OperatorRegistrySignersUnsorted", { ...base, operators: [b!, a!, ...rest] }],
      ["quorum less one", "OperatorRegistryQuorumMissed", { ...base, operators: base.operators.slice(1) }],
      ["none", "OperatorRegistryQuorumMissed", { ...base, operators: [] }],
      ["more than operators", "OperatorRegistrySignersUnsorted", { ...base, operators: [...base.operators, a!] }],
      ["stranger", "OperatorRegistryNotOperator", { ...base, operators: inOrder([strangerSigned, b!, ...rest]) }],
      ["other chain", invalid, await foreign({ ...home, chainId: 1 })],
      ["other contract", invalid, await foreign({ ...home, verifyingContract: registry.contracts.credit.address })],
      ["other name", invalid, await foreign({ ...home, name: "Sixfold" })],
      ["other version", invalid, await foreign({ ...home, version: `${home.version}0` })],
      ["changed number", invalid, { ...base, report: { ...base.report, measuredKg: base.report.measuredKg + 1n } }],
      ["changed evidence", invalid, { ...base, report: { ...base.report, evidence: toHex(1, { size: 32 }) } }],
      ["extended expiry", invalid, { ...base, report: { ...base.report, expiry: base.report.expiry + 1 } }],
      ["other set", "VerificationOracleOperatorSetMismatch", await good({ operatorSet: toHex(7, { size: 32 }) })],
      ["expired", "VerificationOracleExpired", await good({ expiry: (await registry.now()) - 1 })],
      ["verifier's truncated", verifierInvalid, { ...base, verifierSignature: slice(base.verifierSignature, 0, 64) }],
      ["verifier's by another", verifierInvalid, { ...base, verifierSignature: a!.signature }],
      ["verifier unknown", "VerifierRegistryNotAccredited", await good({ verifier: stranger.account.address })],
      ["verifier an operator", "VerifierRegistryNotAccredited", await good({ verifier: a!.signer })],
    ];
    for (const [attack, name, attempt] of table) expect(await errorOf(post(attempt)), attack).to.equal(name);
    expect(table.length).to.be.at.least(25);
  });

  it("refuses each report out of bounds with its error", async () => {
    const time = await registry.now();
    const { areaM2 } = await registry.contracts.projects.read.terms([projectId]);
    const { observedM2 } = await registry.draftReport(projectId);
    // 100 t per hectare and year of 365.2425 days, for 100 days.
    const most = (100_000n * observedM2 * BigInt(100 * DAY)) / (10_000n * 31_556_952n);
    const table: readonly (readonly [string, Partial<Report>])[] = [
      ["VerificationOraclePeriodInvalid", { periodEnd: time + DAY }],
      ["VerificationOraclePeriodInvalid", { periodStart: time, periodEnd: time }],
      ["VerificationOracleEvidenceMissing", { evidence: zeroHash }],
      ["ProjectUnknown", { projectId: 99n }],
      ["VerificationOracleMethodologyMismatch", { methodologyId: 2 }],
      ["VerificationOracleGroundMismatch", { groundRoot: toHex(1, { size: 32 }) }],
      ["VerificationOracleClaimedAreaMismatch", { claimedM2: areaM2 - 1n, observedM2: areaM2 - 1n }],
      ["VerificationOracleClaimedAreaMismatch", { claimedM2: areaM2 + 1n }],
      ["VerificationOracleObservedAreaInvalid", { observedM2: areaM2 + 1n }],
      ["VerificationOracleObservedAreaInvalid", { observedM2: areaM2 / 2n - 1n }],
      ["VerificationOracleMeasuredImplausible", { measuredKg: most + 1n }],
      ["VerificationOracleObservationMeasures", { kind: REPORT_KIND.observation }],
      ["VerificationOraclePreviousMismatch", { previous: toHex(1, { size: 32 }) }],
      ["ProjectPeriodNotNext", { periodStart: 1, periodEnd: 1 + 100 * DAY }],
    ];
    for (const [name, overrides] of table) expect(await errorOf(post(await good(overrides))), name).to.equal(name);
  });

  it("refuses operator sets out of order or size", async () => {
    const [a, b] = registry.operators.map((operator) => operator.account.address);
    const set = (list: readonly (Address | undefined)[], quorum: number) =>
      errorOf(registry.govern(registry.contracts.operators, "announce", [list, quorum]));
    expect(await set([], 1)).to.equal("OperatorRegistryOperatorCount");
    expect(await set([a], 0)).to.equal("OperatorRegistryQuorumOutOfRange");
    expect(await set([a], 2)).to.equal("OperatorRegistryQuorumOutOfRange");
    expect(await set([a, b], 1)).to.equal("OperatorRegistryQuorumOutOfRange");
    expect(await set([b, a], 2)).to.equal("OperatorRegistryOperatorsUnsorted");
    expect(await set([zeroAddress], 1)).to.equal("OperatorRegistryOperatorsUnsorted");
  });

  it("test_L4_accepts_a_report_once_and_no_period_twice", async () => {
    const accepted = await good();
    const reportId = await oracle().read.hashReport([accepted.report]);
    await post(accepted);
    const first = await oracle().read.getReport([reportId]);
    const again = await post(accepted);
    expect(again.status).to.equal("success");
    expect(again.logs).to.deep.equal([]);
    expect(await oracle().read.getReport([reportId])).to.deep.equal(first);
    expect(await oracle().read.issuable([reportId])).to.equal(false);
    const { periodStart, periodEnd } = accepted.report;
    expect(await errorOf(post(await good()))).to.equal("VerificationOracleReportUndecided");
    await registry.networkHelpers.time.increase(8 * DAY);
    expect(await errorOf(post(await good({ periodStart, periodEnd })))).to.equal("ProjectPeriodNotNext");
  });

  it("accepts a report worth nothing, which can not be issued", async () => {
    const worthless = await good({ baselineKg: 200_000n });
    const reportId = await oracle().read.hashReport([worthless.report]);
    await post(worthless);
    expect((await oracle().read.getReport([reportId])).netKg).to.equal(0n);
    await registry.networkHelpers.time.increase(8 * DAY);
    expect(await oracle().read.issuable([reportId])).to.equal(true);
    expect(
      await errorOf(registry.send(registry.wallet.stranger, registry.contracts.credit, "issue", [reportId])),
    ).to.equal("CarbonCreditNothingToIssue");
  });

  it("earns nothing for too much doubt, until gains make it narrower", async () => {
    const wide = await good({ halfWidthKg: 500_000n });
    await post(wide);
    expect((await oracle().read.getReport([await oracle().read.hashReport([wide.report])])).netKg).to.equal(0n);
    await registry.networkHelpers.time.increase(8 * DAY);
  });

  it("test_L3_contract_signers_answer_by_ERC_1271_or_are_refused", async () => {
    const mock = await registry.connection.viem.deployContract("SignerMock");
    await registry.replaceOperators([mock.address], 1);
    await registry.stake(mock.address);
    const attempt = async (): Promise<Post> => {
      const base = await good({ expiry: (await registry.now()) + 30 * DAY });
      return { ...base, operators: [{ signer: mock.address, signature: "0x" }] };
    };
    for (const behaviour of [1, 2, 3, 4, 5]) {
      await mock.write.setBehaviour([behaviour]);
      expect(await errorOf(post(await attempt())), String(behaviour)).to.equal("OperatorRegistrySignatureInvalid");
    }
    await mock.write.setBehaviour([0]);
    expect((await post(await attempt())).status).to.equal("success");
  });

  it("test_L3_a_revoked_operator_signs_no_more", async () => {
    await registry.networkHelpers.time.increase(8 * DAY);
    const revoked = await good();
    expect(await errorOf(post(revoked))).to.equal("OperatorRegistryNotOperator");
    const [a] = registry.operators;
    expect(await registry.contracts.operators.read.isOperator([a!.account.address])).to.equal(false);
  });
});
