import { expect } from "chai";
import { s2 } from "s2js";
import type { Page } from "playwright-core";
import { getAddress } from "viem";

import { relayApp } from "../../../api/relay/app.ts";
import { listen } from "../../../oracle/attest/attest-server.ts";
import type { Listening } from "../../../oracle/attest/attest-server.ts";
import { parseRequest } from "../../../oracle/attest/retirement-request.ts";
import { perform } from "../../../oracle/chain/actions/perform.ts";
import { retireBySignature } from "../../../oracle/chain/actions/retire-by-signature.ts";
import { keySender } from "../../../oracle/chain/send.ts";
import type { Sender } from "../../../oracle/chain/sender.ts";
import { developmentSigner } from "../../../oracle/chain/signer.ts";
import { aBrowser } from "../../helpers/chromium.ts";
import { chainOf } from "../../helpers/chain-of.ts";
import { startPage } from "../../helpers/page.ts";
import type { OpenedPage } from "../../helpers/page.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";
import { skipWithout } from "../../helpers/skip-without.ts";
import { walletScript } from "../../helpers/wallet-script.ts";

describe("api/web, retiring by signature", function () {
  this.timeout(180_000);
  let registry: Registry;
  let opened: OpenedPage;
  let relay: Listening;
  let sender: Sender;
  let batchId = 0n;
  before(async function () {
    skipWithout(this, aBrowser);
    registry = await deployRegistry();
    const { contracts, wallet, send, networkHelpers } = registry;
    const { projectId } = await registry.register();
    const cell = s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2)), 12);
    await registry.claim(projectId, [{ cell, bits: 0xffffn }]);
    await registry.activate(projectId);
    const { reportId } = await registry.post(await registry.draftReport(projectId));
    ({ batchId } = await registry.issue(reportId));
    const holder = wallet.buyer.account.address;
    await send(wallet.developer, contracts.credit, "safeTransferFrom", [wallet.developer.account.address, holder, batchId, 5_000n, "0x"]); // prettier-ignore
    // It can pay for nothing.
    await networkHelpers.setBalance(holder, 0n);
    sender = keySender(await chainOf(registry), developmentSigner(registry.wallets.indexOf(wallet.stranger)), { pollMs: 10 }); // prettier-ignore
    const limits = { perHolder: 2, perDay: 10, requestsPerMinute: 1_000 };
    relay = await listen(relayApp({ ...limits, sender, report: (error) => expect.fail(String(error)) }), 0);
    opened = await startPage(registry, { relay: relay.url });
    await opened.page.addInitScript(walletScript((await opened.api.json("/v1/deployment")).rpcUrl, holder));
  });
  after(async () => {
    await opened?.close();
    await relay?.close();
  });

  const held = (): Promise<bigint> =>
    registry.contracts.credit.read.balanceOf([registry.wallet.buyer.account.address, batchId]);
  const review = async (amount: string): Promise<Page> => {
    const page = await opened.open(`/batches/${batchId}?lang=en`);
    await page.click(".wallets button >> text=A wallet");
    await page.waitForSelector("#amount");
    await page.fill("#amount", amount);
    await page.fill("#beneficiary", "山田商店 & Sons");
    await page.click("#by-relay");
    await page.waitForSelector(".review");
    return page;
  };

  it("test_L8_a_holder_without_gas_retires_by_signing_exactly_the_text_that_is_shown", async () => {
    const page = await review("1.234");
    const shown = (await page.locator(".typed").textContent())!;
    expect(await held()).to.equal(5_000n);
    await page.click(".review button");
    const certificate = page.locator("#retire a[href^='/certificates/']");
    await certificate.waitFor();
    // To the letter: domain, types and message.
    expect(await page.evaluate("mood.text")).to.equal(shown);
    const { domain, message } = JSON.parse(shown);
    expect([domain.chainId, getAddress(domain.verifyingContract)]).to.deep.equal([31_337, getAddress(registry.contracts.credit.address)]); // prettier-ignore
    expect([message.batchIds, message.amountsKg, message.beneficiary]).to.deep.equal([[`${batchId}`], ["1234"], "山田商店 & Sons"]); // prettier-ignore
    expect(await held()).to.equal(3_766n);
    const id = /\d+$/.exec((await certificate.getAttribute("href"))!)![0];
    const record = await registry.contracts.certificates.read.record([BigInt(id)]);
    expect(record.retiree).to.equal(getAddress(registry.wallet.buyer.account.address));
    expect(await page.locator("#retire").textContent()).to.contain(sender.address);
    expect(opened.complaints).to.deep.equal([]);
  });

  it("does not believe a relayer that says what the chain does not have", async () => {
    const page = await review("1");
    const answer = { certificateId: "1", transaction: `0x${"ab".repeat(32)}`, paidBy: sender.address, gasUsed: "1" };
    const headers = { "access-control-allow-origin": "*", "access-control-allow-headers": "*" };
    await page.route(`${relay.url}/**`, (route) => route.fulfill({ status: 201, json: answer, headers }));
    await page.click(".review button");
    expect(await page.locator("#retire .problem").textContent()).to.contain("WEB_RELAY_UNDONE");
    await page.unroute(`${relay.url}/**`);
    expect(await held()).to.equal(3_766n);
  });

  it("says in words that the relayer is away, and what was signed is good elsewhere", async () => {
    const page = await review("1");
    await page.evaluate("mood.refuses = true");
    await page.click(".review button");
    expect(await page.locator("#retire .problem").textContent()).to.contain("You refused it in the wallet");
    await page.evaluate("mood.refuses = false");
    await page.route(`${relay.url}/**`, (route) => route.abort());
    await page.click(".review button");
    await page.locator("#retire .problem >> text=The relayer can not be reached").waitFor();
    expect(await held()).to.equal(3_766n);
    const kept = (await page.locator(".signed").textContent())!;
    await perform(sender, retireBySignature(parseRequest(JSON.parse(kept))));
    expect(await held()).to.equal(2_766n);
    // Tried again, it is refused before it is passed on: it was used.
    await page.unroute(`${relay.url}/**`);
    await page.click(".review button");
    await page.locator("#retire .problem >> text=CHAIN_CARBON_CREDIT_NONCE_USED").waitFor();
    expect(await held()).to.equal(2_766n);
    opened.complaints.splice(0);
  });
});
