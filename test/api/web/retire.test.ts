import { expect } from "chai";
import { s2 } from "s2js";
import type { Page } from "playwright-core";
import { decodeFunctionData, getAddress } from "viem";
import type { Hex } from "viem";

import { carbonCreditAbi } from "../../../contracts/abi/index.ts";
import { DEMO_ACCOUNT } from "../../../api/web/wallet/demo-account.ts";
import { aBrowser } from "../../helpers/chromium.ts";
import { ready, startPage } from "../../helpers/page.ts";
import type { OpenedPage } from "../../helpers/page.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";
import { skipWithout } from "../../helpers/skip-without.ts";
import { walletScript } from "../../helpers/wallet-script.ts";

describe("api/web/wallet", function () {
  this.timeout(180_000);
  let registry: Registry;
  let opened: OpenedPage;
  let batchId = 0n;
  before(async function () {
    skipWithout(this, aBrowser);
    registry = await deployRegistry();
    const { contracts, wallet, wallets, send } = registry;
    const { projectId } = await registry.register();
    const cell = s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2)), 12);
    await registry.claim(projectId, [{ cell, bits: 0xffffn }]);
    await registry.activate(projectId);
    const { reportId } = await registry.post(await registry.draftReport(projectId));
    ({ batchId } = await registry.issue(reportId));
    for (const { account } of [wallets[DEMO_ACCOUNT]!, wallet.buyer])
      await send(wallet.developer, contracts.credit, "safeTransferFrom", [wallet.developer.account.address, account.address, batchId, 5_000n, "0x"]); // prettier-ignore
    opened = await startPage(registry);
    await opened.page.addInitScript(walletScript((await opened.api.json("/v1/deployment")).rpcUrl, wallet.buyer.account.address)); // prettier-ignore
  });
  after(() => opened?.close());

  const held = (account: `0x${string}`): Promise<bigint> =>
    registry.contracts.credit.read.balanceOf([account, batchId]);
  /** Opens the batch, chooses a wallet and fills in the form. */
  const begin = async (wallet: string, amount: string): Promise<Page> => {
    const page = await opened.open(`/batches/${batchId}?lang=en`);
    await page.click(`.wallets button >> text=${wallet}`);
    await page.waitForSelector("#amount");
    await page.fill("#amount", amount);
    await page.fill("#beneficiary", "山田商店 & Sons");
    await page.fill("#message", "<img src=x>");
    return page;
  };
  const review = async (page: Page): Promise<void> => {
    await page.press("#message", "Enter");
    await page.waitForSelector(".review, #retire .problem");
  };
  const sign = async (page: Page): Promise<void> => page.click(".review button");
  const signed = async (page: Page): Promise<string> => {
    const certificate = page.locator("#retire a[href^='/certificates/']");
    await certificate.waitFor();
    return (await certificate.getAttribute("href"))!;
  };

  it("test_L8_a_newcomer_retires_with_the_demo_wallet_what_the_page_shows_and_nothing_else", async () => {
    const address = getAddress(registry.wallets[DEMO_ACCOUNT]!.account.address);
    const page = await begin("Demo wallet", "1.234");
    expect(await page.locator("#retire").textContent())
      .to.contain(address)
      .and.to.contain("5.000 t CO₂e");
    await review(page);
    // What is shown to be signed, byte for byte.
    const data = (await page.locator(".review .data").textContent()) as Hex;
    const { functionName, args } = decodeFunctionData({ abi: carbonCreditAbi, data });
    expect([functionName, args]).to.deep.equal([
      "retire",
      [batchId, 1_234n, { purpose: 0, recipient: address, beneficiary: "山田商店 & Sons", message: "<img src=x>" }],
    ]);
    expect(await page.locator(".review").textContent())
      .to.contain("1.234 t CO₂e")
      .and.to.contain("31337");
    expect(await held(address)).to.equal(5_000n);
    await sign(page);
    const href = await signed(page);
    const sent = await registry.client.getBlock({ includeTransactions: true });
    expect(sent.transactions.map(({ input }) => input)).to.deep.equal([data]);
    expect(await held(address)).to.equal(3_766n);
    await page.click(`a[href='${href}']`);
    await page.waitForURL(`**${href}`);
    await ready(page);
    expect(await page.locator(".amount").textContent()).to.equal("1.234 t CO₂e");
    expect(await page.locator(".certificate").textContent())
      .to.contain("山田商店 & Sons")
      .and.to.contain("<img src=x>");
    expect(await page.locator(".certificate img").count()).to.equal(0);
    expect(opened.complaints).to.deep.equal([]);
  });

  it("asks a wallet that announces itself, on its own chain, and takes a refusal for what it is", async () => {
    const { address } = registry.wallet.buyer.account;
    const page = await opened.open(`/batches/${batchId}?lang=en`);
    await page.evaluate('mood.chain = "0x1"; mood.refuses = true');
    // Its name is text, and its icon is not loaded from elsewhere.
    expect(await page.locator(".wallets li").allTextContents()).to.include("A wallet <b>");
    expect(await page.locator(".wallets img").count()).to.equal(0);
    await page.click(".wallets button >> text=A wallet");
    await page.click("button >> text=Switch it to chain 31337");
    await page.waitForSelector("#amount");
    await page.fill("#beneficiary", "B");
    await review(page);
    await sign(page);
    expect(await page.locator("#retire .problem").textContent()).to.contain("You refused it in the wallet");
    expect(await held(address)).to.equal(5_000n);
    await page.evaluate("mood.refuses = false");
    await sign(page);
    await signed(page);
    expect(await held(address)).to.equal(4_000n);
  });

  it("begins again with another account, and forgets what was reviewed when anything is changed", async () => {
    const page = await begin("A wallet", "1");
    await review(page);
    await page.fill("#amount", "2");
    expect(await page.locator(".review").count()).to.equal(0);
    await review(page);
    // The wallet's owner goes over to another account meanwhile: nothing of the first one's can be signed.
    await page.evaluate(
      `mood.account = "${registry.wallet.stranger.account.address}"; mood.accountsChanged([mood.account])`,
    );
    await page.waitForSelector(".wallets");
    expect(await page.locator(".review").count()).to.equal(0);
    await page.click(".wallets button >> text=A wallet");
    await page.locator("#retire >> text=holds nothing of this batch").waitFor();
  });

  it("refuses before anything is signed what can not be retired, in words", async () => {
    const { contracts, wallet, send } = registry;
    const [from, to] = [wallet.buyer.account.address, wallet.developer.account.address];
    const page = await begin("A wallet", "4");
    for (const amount of ["0", "4.0001", "five", "4.001"]) {
      await page.fill("#amount", amount);
      await page.press("#amount", "Enter");
      expect(await page.locator("#amount:invalid").count(), amount).to.equal(1);
    }
    await page.fill("#amount", "4");
    await page.fill("#beneficiary", "あ".repeat(43));
    await page.press("#amount", "Enter");
    expect(await page.locator("#beneficiary:invalid").count()).to.equal(1);
    expect(await page.locator(".review").count()).to.equal(0);
    await page.fill("#beneficiary", "B");
    // Meanwhile the holder gave it away.
    await send(wallet.buyer, contracts.credit, "safeTransferFrom", [from, to, batchId, 3_000n, "0x"]);
    await review(page);
    const problem = await page.locator("#retire .problem").textContent();
    expect(problem).to.contain("holds less of this batch").and.to.contain("CHAIN_ERC1155_INSUFFICIENT_BALANCE");
    expect(await held(from)).to.equal(1_000n);
  });
});
