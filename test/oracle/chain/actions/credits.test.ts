import { expect } from "chai";
import type { Hex } from "viem";

import { allowTransfers } from "../../../../oracle/chain/actions/allow-transfers.ts";
import { issueCredits } from "../../../../oracle/chain/actions/issue-credits.ts";
import { postReport } from "../../../../oracle/chain/actions/post-report.ts";
import { retireCredits } from "../../../../oracle/chain/actions/retire-credits.ts";
import { transferCredits } from "../../../../oracle/chain/actions/transfer-credits.ts";
import { openStage } from "./registry-stage.ts";
import type { Stage } from "./registry-stage.ts";

const DAY = 86_400;
const CELL = 0x3100100000000000n;
const retirement = { purpose: "compliance", beneficiary: "Our customers", message: "A season of rice" } as const;

describe("chain/actions of a credit", function () {
  this.timeout(60_000);
  let stage: Stage;
  let projectId: bigint;
  const batches: bigint[] = [];

  before(async () => {
    stage = await openStage();
    const { registry } = stage;
    ({ projectId } = await registry.register());
    await registry.claim(projectId, [{ cell: CELL, bits: 255n }]);
    await registry.activate(projectId);
  });

  const signedReport = async () => {
    const { registry } = stage;
    const report = await registry.draftReport(projectId);
    const { digest, operators, verifierSignature } = await registry.sign(report);
    return { reportId: digest, signed: { report, operators, verifierSignature } };
  };
  const balance = (role: "developer" | "buyer" | "stranger", batchId: bigint) =>
    stage.chain.contracts.credits.read.balanceOf([stage.sender(role).address, batchId]);

  const postAndIssue = async (): Promise<Hex> => {
    const { reportId, signed } = await signedReport();
    const post = postReport(signed);
    expect((await stage.rehearse("stranger", post)).result).to.deep.equal({});
    const { accepted } = (await stage.perform("stranger", post)).result;
    const held = await stage.chain.contracts.oracle.read.getReport([reportId]);
    expect(accepted).to.include({
      reportId,
      netKg: held.netKg,
      bufferKg: held.bufferKg,
      issuableAt: held.issuableAt,
    });
    const [{ grossKg, creditedKg }, earnedKg] = await stage.chain.contracts.oracle.read.accountOf([projectId]);
    expect([accepted!.deductionKg, creditedKg]).to.deep.equal([grossKg - earnedKg, earnedKg]);
    // The same bytes again change nothing, and it says so.
    expect((await stage.perform("buyer", post)).result).to.deep.equal({ accepted: undefined });

    const issue = issueCredits(reportId);
    expect(await stage.refused("stranger", issue)).to.equal("CHAIN_CARBON_CREDIT_REPORT_NOT_ISSUABLE");
    await stage.registry.networkHelpers.time.increase(8 * DAY);
    const rehearsed = await stage.rehearse("stranger", issue);
    const { result } = await stage.perform("stranger", issue);
    expect(rehearsed.result).to.deep.equal({ batchId: result.batchId });
    expect(result).to.include({ issuedKg: held.netKg, bufferedKg: 0n });
    expect(result.owner).to.equal(stage.sender("developer").address);
    batches.push(result.batchId);
    return reportId;
  };

  it("posts a report and issues its credits, once", async () => {
    const reportId = await postAndIssue();
    expect(await stage.refused("stranger", issueCredits(reportId))).to.equal("CHAIN_CARBON_CREDIT_ALREADY_ISSUED");
    await postAndIssue();
    const { signed } = await signedReport();
    const forged = { ...signed, report: { ...signed.report, measuredKg: signed.report.measuredKg + 1n } };
    expect(await stage.refused("stranger", postReport(forged))).to.equal("CHAIN_VERIFICATION_ORACLE_SIGNATURE_INVALID");
  });

  it("transfers, and lets another account transfer until it no longer may", async () => {
    const [from, to] = [stage.sender("developer").address, stage.sender("buyer").address];
    const transfer = { from, to, batchId: batches[0]!, amountKg: 5_000n };
    await stage.rehearse("developer", transferCredits(transfer));
    expect((await stage.perform("developer", transferCredits(transfer))).result).to.deep.equal(transfer);
    expect(await balance("buyer", batches[0]!)).to.equal(5_000n);

    expect(await stage.refused("stranger", transferCredits(transfer))).to.equal(
      "CHAIN_ERC1155_MISSING_APPROVAL_FOR_ALL",
    );
    const allowance = { account: stage.sender("stranger").address, allowed: true };
    await stage.rehearse("developer", allowTransfers(allowance));
    expect((await stage.perform("developer", allowTransfers(allowance))).result).to.deep.equal(allowance);
    await stage.perform("stranger", transferCredits({ ...transfer, batchId: batches[1]! }));
    expect(await balance("buyer", batches[1]!)).to.equal(5_000n);
    expect(
      await stage.refused("stranger", retireCredits([{ batchId: batches[0]!, amountKg: 1n }], retirement)),
    ).to.equal("CHAIN_ERC1155_INSUFFICIENT_BALANCE");
    await stage.perform("developer", allowTransfers({ ...allowance, allowed: false }));
    expect(await stage.refused("stranger", transferCredits(transfer))).to.equal(
      "CHAIN_ERC1155_MISSING_APPROVAL_FOR_ALL",
    );
  });

  it("retires one lot or many on one certificate: the one that was minted, not the one foreseen", async () => {
    const one = retireCredits([{ batchId: batches[0]!, amountKg: 600n }], retirement);
    const foreseen = await stage.rehearse("buyer", one);
    expect(foreseen.result).to.deep.equal({ certificateId: 1n });
    // Another retirement comes between.
    await stage.perform("developer", retireCredits([{ batchId: batches[0]!, amountKg: 100n }], retirement));
    const { result } = await stage.perform("buyer", one);
    expect(result).to.deep.equal({
      certificateId: 2n,
      lots: [{ batchId: batches[0]!, amountKg: 600n, serialStart: result.lots[0]!.serialStart }],
    });
    const record = await stage.chain.contracts.certificates.read.record([2n]);
    expect([record.retiree, record.purpose, record.lots]).to.deep.equal([
      stage.sender("buyer").address,
      1,
      result.lots,
    ]);

    const lots = batches.map((batchId) => ({ batchId, amountKg: 10n })).toReversed();
    const many = await stage.perform("buyer", retireCredits(lots, retirement));
    expect(many.result.certificateId).to.equal(3n);
    expect(many.result.lots.map(({ batchId, amountKg }) => ({ batchId, amountKg }))).to.deep.equal(lots.toReversed());

    expect(await stage.refused("buyer", retireCredits([], retirement))).to.equal("CHAIN_CARBON_CREDIT_LOT_COUNT");
    expect(await stage.refused("buyer", retireCredits(lots, { ...retirement, beneficiary: "" }))).to.equal(
      "CHAIN_CARBON_CREDIT_BENEFICIARY_LENGTH",
    );
    expect(await stage.refused("buyer", retireCredits([lots[0]!, lots[0]!], retirement))).to.equal(
      "CHAIN_CARBON_CREDIT_BATCHES_UNSORTED",
    );
  });
});
