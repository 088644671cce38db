import { PDFDocument, PDFName } from "@cantoo/pdf-lib";
import type { PDFRawStream } from "@cantoo/pdf-lib";
import { expect } from "chai";

import { drawable } from "../../../api/certificate/fonts.ts";
import { qrCode } from "../../../api/certificate/qr.ts";
import { tonnesOf } from "../../../api/certificate/tell.ts";
import { CONDITIONS } from "../../../oracle/chain/conditions.ts";
import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

describe("certificate, in the forms that people keep", function () {
  this.timeout(600_000);
  let api: Api;
  before(async () => {
    api = await startApi();
    const { registry } = api;
    const [batchId] = api.life.batches;
    const recipient = registry.wallet.buyer.account.address;
    const words = { purpose: 1, recipient, beneficiary: "山田商店 & <Sons> \u202e", message: "2026" };
    for (const wallet of [
      registry.wallet.developer,
      registry.wallet.rival,
      registry.wallet.buyer,
      registry.wallet.stranger,
    ]) {
      if ((await registry.contracts.credit.read.balanceOf([wallet.account.address, batchId!])) < 3n) continue;
      await registry.send(wallet, registry.contracts.credit, "retire", [batchId, 3n, words]);
      break;
    }
    await api.caughtUp();
  });
  after(() => api?.close());

  const last = async (): Promise<string> => `${await api.registry.contracts.certificates.read.count()}`;

  it("test_L9_the_document_is_what_the_contracts_record_and_says_what_they_do_not", async () => {
    const id = await last();
    const { certificates, credit, scorecards } = api.registry.contracts;
    const record = await certificates.read.record([BigInt(id)]);
    const document = await api.json(`/v1/certificates/${id}/document`);
    expect(document).to.deep.include({
      "@id": `eip155:31337/erc721:${certificates.address}/${id}`,
      kg: "3",
      tonnes: "0.003",
      purpose: "compliance",
      message: "2026",
      reportingYear: "not recorded",
    });
    expect(document.beneficiary.name).to.equal(record.beneficiary);
    expect(document.parties).to.deep.include({ retiree: record.retiree, recipient: record.recipient, way: "own call" });
    expect(document.parties.payer.toLowerCase()).to.equal(record.retiree.toLowerCase());
    const [lot] = document.lots;
    const card = await scorecards.read.scorecard([BigInt(lot.batchId)]);
    expect(lot.labels.now.condition).to.equal(
      ["sound", "compensated", "at risk", "unmonitored", "deficit"][card.permanent.condition],
    );
    expect(lot.report.netKg).to.equal(`${card.measurable.netKg}`);
    expect(lot.durability.compensatedBy).to.equal(card.permanent.reversible ? await credit.read.bufferPool() : null);
    expect(lot.authorisation).to.deep.include({ hostCountry: "not recorded", correspondingAdjustment: "not recorded" });
    expect(JSON.stringify(document)).not.to.match(/carbon[- ]neutral|climate[- ]neutral/i);
  });

  it("test_L9_labels_of_the_retirement_stay_while_those_of_today_move", async () => {
    const { certificates } = api.registry.contracts;
    const said = async (id: bigint, block: string) =>
      CONDITIONS[await certificates.read.status([id], { blockNumber: BigInt(block) })];
    let moved = 0;
    for (let id = 1n; id <= (await certificates.read.count()); id += 1n) {
      const { block, asOf, lots } = await api.json(`/v1/certificates/${id}/document`);
      const at = await api.json(`/v1/certificates/${id}/document?block=${block.number}`);
      const worst = (when: "then" | "now", of: typeof lots): string =>
        CONDITIONS[Math.max(...of.map(({ labels }: (typeof lots)[0]) => CONDITIONS.indexOf(labels[when].condition)))]!;
      expect(worst("now", lots)).to.equal(await said(id, asOf.block));
      expect(worst("then", lots)).to.equal(await said(id, block.number));
      expect(worst("now", at.lots)).to.equal(worst("then", lots));
      if (worst("now", lots) !== worst("then", lots)) moved += 1;
    }
    expect(moved).to.be.greaterThan(0);
  });

  it("is of no block before the retirement, nor of one that is not there", async () => {
    const { block, asOf } = await api.json("/v1/certificates/1/document");
    for (const number of [Number(block.number) - 1, Number(asOf.block) + 1_000])
      expect((await api.get(`/v1/certificates/1/document?block=${number}`)).status).to.equal(400);
    expect((await api.get("/v1/certificates/99/document")).status).to.equal(404);
  });

  it("the PDF of a block has equal bytes, its JSON inside, and is marked as PDF/A-3b", async () => {
    const id = await last();
    const document = await api.json(`/v1/certificates/${id}/document`);
    const path = `/v1/certificates/${id}/document.pdf?block=${document.asOf.block}`;
    const [first, second] = [await api.get(path), await api.get(path)];
    expect(first.headers.get("content-type")).to.match(/^application\/pdf/);
    const bytes = Buffer.from(await first.arrayBuffer());
    expect(bytes.equals(Buffer.from(await second.arrayBuffer()))).to.equal(true);
    const pdf = await PDFDocument.load(bytes, { updateMetadata: false });
    expect(pdf.getTitle()).to.contain(`certificate ${id}`);
    const [file] = pdf.getAttachments();
    expect(file!.name).to.equal(`certificate-${id}.jsonld`);
    expect(JSON.parse(Buffer.from(file!.data).toString("utf8"))).to.deep.equal(document);
    const metadata = pdf.context.lookup(pdf.catalog.get(PDFName.of("Metadata"))) as PDFRawStream;
    const xmp = Buffer.from(metadata.getContents()).toString("utf8");
    expect(xmp)
      .to.match(/pdfaid:part>3</)
      .and.to.match(/pdfaid:conformance>B</);
  });

  it("draws what its font has, and shows all else as code points", () => {
    const has = (codePoint: number): boolean => codePoint < 0x80;
    expect(drawable("ab\u202e\u0e44\u0000c\n d", has)).to.equal("ab[U+202E][U+0E44][U+0000]c  d");
    expect(["7", "1234", "1234567890"].map(tonnesOf)).to.deep.equal(["0.007", "1.234", "1,234,567.890"]);
  });

  it("the code leads to where the certificate is, and the preview escapes the retiree's words", async () => {
    const id = await last();
    const { address } = await api.json(`/v1/certificates/${id}/document`);
    const svg = await (await api.get(`/v1/certificates/${id}/qr`)).text();
    const { size, isDark } = qrCode(address);
    const dark = Array.from({ length: size }, (_, row) =>
      Array.from({ length: size }, (_, column) => (isDark(row, column) ? `M${column} ${row}h1v1h-1z` : "")).join(""),
    ).join("");
    expect(svg).to.contain(`d="${dark}"`);
    const html = await (await api.get(`/v1/certificates/${id}/preview`)).text();
    expect(html).to.contain('property="og:image"').and.not.to.contain("<Sons>");
    const png = new Uint8Array(await (await api.get(`/v1/certificates/${id}/preview.png`)).arrayBuffer());
    expect([...png.subarray(0, 4)]).to.deep.equal([0x89, 0x50, 0x4e, 0x47]);
    expect(new DataView(png.buffer).getUint32(16)).to.equal(1_200);
  });

  it("test_L17_tells_a_certificate_that_a_reorganisation_took_from_one_that_never_was", async () => {
    const { registry } = api;
    const state = (id: string, block?: string) =>
      api.json(`/v1/certificates/${id}/state${block === undefined ? "" : `?block=${block}`}`);
    const fork = await registry.networkHelpers.takeSnapshot();
    const [batchId] = api.life.batches;
    const before = await last();
    for (const wallet of [
      registry.wallet.developer,
      registry.wallet.rival,
      registry.wallet.buyer,
      registry.wallet.stranger,
    ]) {
      const account = wallet.account.address;
      if ((await registry.contracts.credit.read.balanceOf([account, batchId!])) < 1n) continue;
      await registry.send(wallet, registry.contracts.credit, "retire", [
        batchId,
        1n,
        { purpose: 0, recipient: account, beneficiary: "Gone", message: "" },
      ]);
      break;
    }
    await api.caughtUp();
    const id = await last();
    expect(id).not.to.equal(before);
    const { block } = await state(id);
    expect((await state(id, block.hash)).state).to.be.oneOf(["pending", "final"]);
    await fork.restore();
    await registry.networkHelpers.time.increase(100);
    await registry.register();
    await registry.register();
    await api.caughtUp();
    expect(await state(id, block.hash)).to.deep.equal({ state: "reorganised", block: null });
    expect(await state(id)).to.deep.equal({ state: "unknown", block: null });
    expect((await state(before, `0x${"ab".repeat(32)}`)).state).to.equal("unknown");
  });
});
