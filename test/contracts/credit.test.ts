import { expect } from "chai";
import fc from "fast-check";
import { decodeEventLog, zeroAddress } from "viem";
import type { Abi } from "viem";

import { developmentSigner } from "../../oracle/chain/signer.ts";
import { errorOf } from "../helpers/error-of.ts";
import { ROLES, deployRegistry } from "../helpers/registry.ts";
import type { Registry } from "../helpers/registry.ts";
import { wellFormed } from "../helpers/well-formed.ts";

/** The buyer of the local chain gets the certificates. */
const RECIPIENT = developmentSigner(ROLES.indexOf("buyer")).address;
const TEXTS = {
  purpose: 0,
  recipient: RECIPIENT,
  beneficiary: "Sixfold Test Company",
  message: "For the flights of the year 2026 by air.",
};
const CELL = 0x3100100000000000n;

describe("CarbonCredit and RetirementCertificate", () => {
  let registry: Registry;
  let projectId: bigint;
  const batches: bigint[] = [];
  let netKg = 0n;
  let postGas = 0n;
  let issueGas = 0n;

  const credit = () => registry.contracts.credit;
  const send = (name: string, args: readonly unknown[], from = registry.wallet.buyer) =>
    registry.send(from, credit(), name, args);

  before(async () => {
    registry = await deployRegistry();
    ({ projectId } = await registry.register());
    await registry.claim(projectId, [{ cell: CELL, bits: 2n ** 256n - 1n }]);
    await registry.activate(projectId);
    for (let i = 0; i < 12; ++i) {
      const posted = await registry.post(await registry.draftReport(projectId));
      const issued = await registry.issue(posted.reportId);
      batches.push(issued.batchId);
      [postGas, issueGas] = [posted.receipt.gasUsed, issued.receipt.gasUsed];
    }
    ({ issuedKg: netKg } = await credit().read.batch([batches[0]!]));
  });

  it("test_L5_issues_net_once_and_never_again", async () => {
    // 100,000 - 20,000 - 1,000 - ceil(10,000 * 524,417 / 1,645,006) = 75,812.
    expect(netKg).to.equal(75_812n);
    const reportId = await credit().read.reportOf([batches[0]!]);
    expect(await errorOf(send("issue", [reportId]))).to.equal("CarbonCreditAlreadyIssued");
    expect(await errorOf(send("issue", [`0x${"11".repeat(32)}`]))).to.equal("CarbonCreditReportNotIssuable");
  });

  it("keeps to the gas goals", async () => {
    const { developer, buyer, stranger } = registry.wallet;
    const transfer = async (id: bigint) =>
      (await send("safeTransferFrom", [developer.account.address, buyer.account.address, id, 5_000n, "0x"], developer))
        .gasUsed;
    const toNew = await transfer(batches[0]!);
    const toExisting = await transfer(batches[0]!);
    for (const id of batches.slice(1)) await transfer(id);
    await send("retire", [batches[0], 10n, TEXTS]);
    const single = (await send("retire", [batches[0], 1_000n, TEXTS])).gasUsed;
    const ten = batches.slice(1, 11);
    const values = ten.map(() => 1_000n);
    await send("retireMany", [ten, values, TEXTS]);
    const many = (await send("retireMany", [ten, values, TEXTS])).gasUsed;
    const figures = {
      post: postGas,
      issue: issueGas,
      both: postGas + issueGas,
      toNew,
      toExisting,
      retire: single,
      retireTen: many,
    };
    for (const [name, gas] of Object.entries(figures)) console.log(`      ${name}: ${gas} gas`);
    expect(Number(postGas + issueGas)).to.be.at.most(465_000);
    expect(Number(toNew)).to.be.at.most(60_000);
    expect(Number(toExisting)).to.be.at.most(43_000);
    expect(Number(single)).to.be.at.most(135_000);
    expect(Number(many)).to.be.at.most(332_000);
    expect(await registry.contracts.certificates.read.balanceOf([stranger.account.address])).to.equal(0n);
  });

  it("test_L7_serials_follow_the_model_and_every_certificate_tells_its_lots", async () => {
    const spent = new Map<bigint, bigint>();
    for (const id of batches) spent.set(id, (await credit().read.batch([id])).retiredKg);
    const picks = fc.sample(
      fc.record({ lots: fc.subarray(batches, { minLength: 1, maxLength: 5 }), kg: fc.bigInt(1n, 60n) }),
      { numRuns: 12, seed: 3 },
    );
    for (const { lots, kg } of picks) {
      const ids = lots.toSorted((a, b) => (a < b ? -1 : 1));
      await send("retireMany", [ids, ids.map(() => kg), TEXTS]);
      const id = await registry.contracts.certificates.read.count();
      const record = await registry.contracts.certificates.read.record([id]);
      expect(record.lots).to.deep.equal(
        ids.map((batchId) => ({ batchId, amountKg: kg, serialStart: spent.get(batchId) })),
      );
      expect(record.beneficiary).to.equal(TEXTS.beneficiary);
      expect(record.message).to.equal(TEXTS.message);
      expect(await registry.contracts.certificates.read.totalKg([id])).to.equal(kg * BigInt(ids.length));
      for (const batchId of ids) spent.set(batchId, spent.get(batchId)! + kg);
    }
    for (const id of batches) expect((await credit().read.batch([id])).retiredKg).to.equal(spent.get(id));
  });

  it("test_L6_issued_is_circulating_buffered_retired_and_cancelled", async () => {
    const { developer, buyer } = registry.wallet;
    for (const id of batches) {
      const { issuedKg, bufferedKg, retiredKg, cancelledKg } = await credit().read.batch([id]);
      const held = await credit().read.balanceOfBatch([
        [developer.account.address, buyer.account.address],
        [id, id],
      ]);
      expect(held[0]! + held[1]! + bufferedKg + retiredKg + cancelledKg).to.equal(issuedKg);
    }
  });

  it("refuses what can not be retired, each with its error", async () => {
    const id = batches[11]!;
    const table: readonly (readonly [string, string, readonly unknown[]])[] = [
      ["CarbonCreditAmountZero", "retire", [id, 0n, TEXTS]],
      ["ERC1155InsufficientBalance", "retire", [id, 2n ** 63n, TEXTS]],
      ["ERC1155InsufficientBalance", "retire", [1n, 1n, TEXTS]],
      ["CarbonCreditBeneficiaryLength", "retire", [id, 1n, { ...TEXTS, beneficiary: "" }]],
      ["CarbonCreditBeneficiaryLength", "retire", [id, 1n, { ...TEXTS, beneficiary: "b".repeat(129) }]],
      ["CarbonCreditRecipientMissing", "retire", [id, 1n, { ...TEXTS, recipient: zeroAddress }]],
      ["CarbonCreditMessageLength", "retire", [id, 1n, { ...TEXTS, message: "m".repeat(281) }]],
      ["CarbonCreditLotCount", "retireMany", [[], [], TEXTS]],
      ["CarbonCreditLotCount", "retireMany", [Array(65).fill(id), Array(65).fill(1n), TEXTS]],
      ["CarbonCreditLengthMismatch", "retireMany", [[id], [1n, 1n], TEXTS]],
      ["CarbonCreditBatchesUnsorted", "retireMany", [[id, id], [1n, 1n], TEXTS]],
    ];
    for (const [name, call, args] of table) expect(await errorOf(send(call, args)), name).to.equal(name);
    expect(await errorOf(credit().read.batch([1n]))).to.equal("CarbonCreditBatchUnknown");
    expect(await errorOf(credit().read.uri([1n]))).to.equal("CarbonCreditBatchUnknown");
  });

  it("test_L8_a_call_retires_the_caller_s_own_and_the_admin_can_not_stop_it", async () => {
    const { admin, buyer, stranger } = registry.wallet;
    await send("setApprovalForAll", [stranger.account.address, true]);
    expect(await errorOf(send("retire", [batches[11], 1n, TEXTS], stranger))).to.equal("ERC1155InsufficientBalance");
    const { manager, ...targets } = registry.contracts;
    for (const { address } of Object.values(targets))
      await registry.govern(manager, "setTargetClosed", [address, true], admin);
    await send("retire", [batches[11], 1n, TEXTS], buyer);
  });

  it("test_L9_certificates_are_bound_and_belong_to_the_retiree", async () => {
    const { buyer, stranger } = registry.wallet;
    const { certificates } = registry.contracts;
    const [me, you] = [buyer.account.address, stranger.account.address];
    expect(await certificates.read.ownerOf([1n])).to.equal((await certificates.read.record([1n])).retiree);
    expect(await certificates.read.locked([1n])).to.equal(true);
    expect(await certificates.read.supportsInterface(["0xb45a3c0e"])).to.equal(true);
    expect(await certificates.read.supportsInterface(["0x80ac58cd"])).to.equal(true);
    expect(await certificates.read.balanceOf([me])).to.equal(await certificates.read.count());
    const calls: readonly (readonly [string, string, readonly unknown[]])[] = [
      ["RetirementCertificateNotTransferable", "transferFrom", [me, you, 1n]],
      ["RetirementCertificateNotApprovable", "approve", [you, 1n]],
      ["RetirementCertificateNotApprovable", "setApprovalForAll", [you, true]],
      ["RetirementCertificateNotCredit", "mint", [me, TEXTS, []]],
    ];
    for (const [name, call, args] of calls)
      expect(await errorOf(registry.send(buyer, certificates, call, args)), call).to.equal(name);
    expect(await errorOf(certificates.read.locked([10_000n]))).to.equal("ERC721NonexistentToken");
    expect(await errorOf(certificates.read.record([0n]))).to.equal("ERC721NonexistentToken");
  });

  it("says on every mint that the certificate is locked", async () => {
    const receipt = await send("retire", [batches[11], 1n, TEXTS]);
    const { address, abi } = registry.contracts.certificates;
    const names = receipt.logs
      .filter((log) => log.address.toLowerCase() === address.toLowerCase())
      .map((log) => decodeEventLog({ abi: abi as Abi, data: log.data, topics: log.topics }).eventName);
    expect(names).to.deep.equal(["Transfer", "Locked"]);
  });

  it("draws a well-formed picture of any words, and JSON that says them all", async () => {
    const { certificates } = registry.contracts;
    const text = fc.string({ unit: "binary", minLength: 1, maxLength: 40 });
    for (const message of fc.sample(text, { numRuns: 12, seed: 11 })) {
      const beneficiary = [...message].toReversed().join("").slice(0, 30) || "b";
      if (Buffer.byteLength(beneficiary) > 128) continue;
      await send("retireMany", [
        batches.slice(0, 6),
        batches.slice(0, 6).map(() => 1n),
        { ...TEXTS, purpose: 3, beneficiary, message },
      ]);
      const uri = await certificates.read.tokenURI([await certificates.read.count()]);
      const json = JSON.parse(Buffer.from(uri.split(",")[1]!, "base64").toString()) as {
        image: string;
        properties: { lots: unknown[] };
      };
      const svg = new TextDecoder("utf-8", { fatal: true }).decode(Buffer.from(json.image.split(",")[1]!, "base64"));
      expect(wellFormed(svg)[0]!.name).to.equal("svg");
      expect(svg).to.include("and 2 more batches");
      expect(json.properties.lots).to.have.length(6);
    }
  });

  it("test_L9_retires_nothing_when_the_record_can_not_be_written", async () => {
    // Called as the credit contract, which would have refused the length. EIP-170 allows 24,576 bytes of code.
    const { certificates } = registry.contracts;
    const { viem, networkHelpers } = registry.connection;
    const before = await certificates.read.count();
    await networkHelpers.impersonateAccount(credit().address);
    await networkHelpers.setBalance(credit().address, 10n ** 18n);
    const words = { ...TEXTS, message: "m".repeat(25_000) };
    const asCredit = await viem.getWalletClient(credit().address);
    const own = await viem.getContractAt("RetirementCertificate", certificates.address, {
      client: { wallet: asCredit },
    });
    const mint = own.write.mint([credit().address, words, []], { gas: 10_000_000n });
    expect(await errorOf(mint)).to.equal("RetirementCertificateRecordFailed");
    expect(await certificates.read.count()).to.equal(before);
    await networkHelpers.stopImpersonatingAccount(credit().address);
  });

  it("names every purpose and every condition", async () => {
    const { certificates } = registry.contracts;
    const renderer = await registry.connection.viem.getContractAt(
      "CertificateRenderer",
      await certificates.read.renderer(),
    );
    const record = await certificates.read.record([1n]);
    const purposes = ["voluntary", "compliance", "CORSIA", "other"];
    const conditions = ["sound", "compensated", "at risk", "unmonitored", "deficit"];
    for (const index of [0, 1, 2, 3]) {
      const uri = await renderer.read.tokenURI([credit().address, 1n, { ...record, purpose: index }, index]);
      const { attributes } = JSON.parse(Buffer.from(uri.split(",")[1]!, "base64").toString()) as {
        attributes: { trait_type: string; value: string }[];
      };
      expect(attributes).to.deep.include({ trait_type: "Purpose", value: purposes[index] });
      expect(attributes).to.deep.include({ trait_type: "Status", value: conditions[index] });
    }
  });

  it("draws strangers' words without trusting them", async () => {
    const wild = { ...TEXTS, purpose: 2, beneficiary: `<script>"&'\\`, message: `a\u202eb\n${"長".repeat(60)}` };
    await send("retire", [batches[11], 1_001n, wild]);
    const id = await registry.contracts.certificates.read.count();
    const uri = await registry.contracts.certificates.read.tokenURI([id]);
    const json = JSON.parse(Buffer.from(uri.replace("data:application/json;base64,", ""), "base64").toString()) as {
      image: string;
      properties: { beneficiary: string; message: string; lots: { amountKg: string }[] };
    };
    expect(json.properties.beneficiary).to.equal(wild.beneficiary);
    expect(json.properties.message).to.equal(`a\ufffdb\ufffd${"長".repeat(60)}`);
    expect(json.properties.lots[0]!.amountKg).to.equal("1001");
    const svg = Buffer.from(json.image.replace("data:image/svg+xml;base64,", ""), "base64").toString();
    expect(svg).to.include("1.001 t CO2e").and.include("&lt;script&gt;").and.not.include("<script");
    const elements = wellFormed(svg);
    expect([...new Set(elements.map(({ name }) => name))].toSorted()).to.deep.equal(["rect", "svg", "text"]);
    for (const { attributes } of elements)
      for (const name of Object.keys(attributes)) expect(name).to.not.match(/^on|href|style/);
    const batch = await credit().read.uri([batches[0]!]);
    const metadata = JSON.parse(
      Buffer.from(batch.replace("data:application/json;base64,", ""), "base64").toString(),
    ) as {
      decimals: number;
      properties: Record<string, string>;
    };
    expect(metadata.decimals).to.equal(3);
    const { areaM2 } = await registry.contracts.projects.read.terms([projectId]);
    expect(metadata.properties).to.include({
      issuedKg: String(netKg),
      measuredKg: "100000",
      baselineKg: "20000",
      leakageKg: "1000",
      halfWidthKg: "10000",
      claimedM2: String(areaM2),
      observedM2: String((areaM2 * 95n) / 100n),
    });
    expect(metadata.properties["evidence"]).to.match(/^bafybei[a-z2-7]{52}$/);
  });
});
