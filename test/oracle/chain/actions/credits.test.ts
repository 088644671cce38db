import { expect } from "chai";
import type { Hex } from "viem";

import { approveAccount } from "../../../../oracle/chain/actions/approve-account.ts";
import { issueCredits } from "../../../../oracle/chain/actions/issue-credits.ts";
import { postReport } from "../../../../oracle/chain/actions/post-report.ts";
import { nameRecipient } from "../../../../oracle/chain/actions/name-recipient.ts";
import { retireBySignature } from "../../../../oracle/chain/actions/retire-by-signature.ts";
import { retireCredits } from "../../../../oracle/chain/actions/retire-credits.ts";
import type { Retirement } from "../../../../oracle/chain/actions/retire-credits.ts";
import { retireFrom } from "../../../../oracle/chain/actions/retire-from.ts";
import { transferCredits } from "../../../../oracle/chain/actions/transfer-credits.ts";
import { useNonce } from "../../../../oracle/chain/actions/use-nonce.ts";
import { parseRequest, requestFor, requestToJson, signRequest } from "../../../../oracle/attest/retirement-request.ts";
import { developmentSigner } from "../../../../oracle/chain/signer.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { openStage } from "./registry-stage.ts";
import type { Stage } from "./registry-stage.ts";

const DAY = 86_400;
const CELL = 0x3100100000000000n;
const words = { purpose: "compliance", beneficiary: "Our customers", message: "A season of rice" } as const;

describe("chain/actions of a credit", function () {
  this.timeout(60_000);
  let stage: Stage;
  let projectId: bigint;
  const batches: bigint[] = [];
  let retirement: Retirement;

  before(async () => {
    stage = await openStage();
    retirement = { ...words, recipient: stage.sender("buyer").address };
    const { registry } = stage;
    ({ projectId } = await registry.register());
    await registry.claim(projectId, [{ cell: CELL, bits: 255n }]);
    await registry.activate(projectId);
  });

  const signedReport = async () => {
    const { registry } = stage;
    const report = await registry.draftReport(projectId);
    const { digest, operators, verifierSignature } = await registry.sign(report);
    const verifier = registry.wallet.verifier.account.address;
    return { reportId: digest, signed: { report, operators, verifier, verifierSignature } };
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
    const { measuredKg, baselineKg, leakageKg } = held;
    expect(accepted!.deductionKg).to.equal(measuredKg - baselineKg - leakageKg - held.netKg);
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
    expect(await stage.refused("stranger", postReport(forged))).to.equal("CHAIN_OPERATOR_REGISTRY_SIGNATURE_INVALID");
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
    const allowance = { account: stage.sender("stranger").address, approved: true };
    await stage.rehearse("developer", approveAccount(allowance));
    expect((await stage.perform("developer", approveAccount(allowance))).result).to.deep.equal(allowance);
    await stage.perform("stranger", transferCredits({ ...transfer, batchId: batches[1]! }));
    expect(await balance("buyer", batches[1]!)).to.equal(5_000n);
    expect(
      await stage.refused("stranger", retireCredits([{ batchId: batches[0]!, amountKg: 1n }], retirement)),
    ).to.equal("CHAIN_ERC1155_INSUFFICIENT_BALANCE");
    await stage.perform("developer", approveAccount({ ...allowance, approved: false }));
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

  it("retires for a holder who approved, with the certificate where the holder wants it", async () => {
    const [holder, friend] = [stage.sender("buyer").address, stage.sender("rival").address];
    const lots = batches.map((batchId) => ({ batchId, amountKg: 3n })).toReversed();
    const forHolder = retireFrom(holder, lots, retirement);
    expect(await stage.refused("stranger", forHolder)).to.equal("CHAIN_ERC1155_MISSING_APPROVAL_FOR_ALL");
    await stage.perform("buyer", approveAccount({ account: stage.sender("stranger").address, approved: true }));
    const { result } = await stage.perform("stranger", forHolder);
    const { certificates } = stage.chain.contracts;
    expect(await certificates.read.ownerOf([result.certificateId])).to.equal(holder);

    const forFriend = retireFrom(holder, lots, { ...retirement, recipient: friend });
    expect(await stage.refused("stranger", forFriend)).to.equal("CHAIN_CARBON_CREDIT_RECIPIENT_NOT_NAMED");
    const named = await stage.perform("buyer", nameRecipient(friend));
    expect(named.result).to.deep.equal({ holder, recipient: friend });
    const { certificateId } = (await stage.perform("stranger", forFriend)).result;
    expect(await certificates.read.ownerOf([certificateId])).to.equal(friend);
    expect((await certificates.read.record([certificateId])).retiree).to.equal(holder);
  });

  it("retires as a holder signed, once, by whomever it is sent, out of a file", async () => {
    const { chain, registry } = stage;
    const holder = stage.sender("buyer").address;
    const lots = batches.map((batchId) => ({ batchId, amountKg: 2n })).toReversed();
    const deadline = (await registry.now()) + DAY;
    const key = developmentSigner(registry.wallets.indexOf(registry.wallet.buyer));
    const ask = (nonce?: bigint) => signRequest(chain, key, requestFor(holder, lots, retirement, { nonce, deadline }));
    const [first, second] = [await ask(), await ask()];
    expect(first.statement.nonce).not.to.equal(second.statement.nonce);

    const kept = JSON.parse(JSON.stringify(requestToJson(first))) as ReturnType<typeof requestToJson>;
    const action = retireBySignature(parseRequest(kept));
    const rehearsed = await stage.rehearse("stranger", action);
    const { result } = await stage.perform("stranger", action);
    expect(rehearsed.result).to.deep.equal({ certificateId: result.certificateId });
    expect((await chain.contracts.certificates.read.record([result.certificateId])).retiree).to.equal(holder);
    expect(await stage.refused("developer", action)).to.equal("CHAIN_CARBON_CREDIT_NONCE_USED");

    const changed = { ...second, statement: { ...second.statement, recipient: stage.sender("stranger").address } };
    expect(await stage.refused("stranger", retireBySignature(changed))).to.equal(
      "CHAIN_CARBON_CREDIT_SIGNATURE_INVALID",
    );
    const { nonce } = second.statement;
    expect((await stage.perform("buyer", useNonce(nonce))).result).to.deep.equal({ holder, nonce });
    expect(await stage.refused("stranger", retireBySignature(second))).to.equal("CHAIN_CARBON_CREDIT_NONCE_USED");
    await registry.networkHelpers.time.increase(2 * DAY);
    expect(await stage.refused("stranger", retireBySignature(await ask(9n)))).to.equal(
      "CHAIN_CARBON_CREDIT_REQUEST_EXPIRED",
    );

    for (const [field, wrong] of [
      ["/kind", { ...kept, kind: "Report" }],
      ["/signature", { ...kept, signature: "0xabc" }],
      ["/statement/amountsKg/0", { ...kept, statement: { ...kept.statement, amountsKg: ["-1"] } }],
      ["/more", { ...kept, more: 1 }],
      ["/", 7],
    ] as const)
      expect(() => parseRequest(wrong), field)
        .to.throw(SixfoldError)
        .that.includes({ code: "ATTEST_SIGNED_INVALID", field });
  });
});
