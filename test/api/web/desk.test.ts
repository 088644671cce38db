import { expect } from "chai";
import type { Page } from "playwright-core";
import { decodeFunctionData } from "viem";
import type { Hex } from "viem";

import { projectRegistryAbi } from "../../../contracts/abi/index.ts";
import { boundaryDigest } from "../../../oracle/attest/boundary-digest.ts";
import { groundOfProject } from "../../../oracle/chain/ground.ts";
import { parseBoundary } from "../../../oracle/core/ground/boundary.ts";
import { coverBoundary } from "../../../oracle/core/ground/cover.ts";
import { subtract } from "../../../oracle/core/ground/subtract.ts";
import { aBrowser } from "../../helpers/chromium.ts";
import { startPage } from "../../helpers/page.ts";
import type { OpenedPage } from "../../helpers/page.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";
import { skipWithout } from "../../helpers/skip-without.ts";
import { walletScript } from "../../helpers/wallet-script.ts";

/** A rectangle, in degrees. */
const rectangle = (west: number, south: number, east: number, north: number) => ({
  type: "Polygon",
  coordinates: [[[west, south], [east, south], [east, north], [west, north], [west, south]]],
}); // prettier-ignore
/** Some 5 km by 5 km, and a neighbour's that shares its eastern half. */
const MINE = rectangle(105.2, 10.4, 105.25, 10.45);
const THEIRS = rectangle(105.225, 10.38, 105.3, 10.47);
const [mine, theirs] = [parseBoundary(MINE), parseBoundary(THEIRS)];

describe("api/web, the developer's desk", function () {
  this.timeout(240_000);
  let registry: Registry;
  let opened: OpenedPage;
  before(async function () {
    skipWithout(this, aBrowser);
    registry = await deployRegistry();
    const { projectId } = await registry.register({ owner: registry.wallet.rival });
    await registry.claim(projectId, coverBoundary(theirs, 16), registry.wallet.rival);
    opened = await startPage(registry);
    const { rpcUrl } = await opened.api.json("/v1/deployment");
    await opened.page.addInitScript(walletScript(rpcUrl, registry.wallet.developer.account.address));
  });
  after(() => opened?.close());

  const nonce = (): Promise<number> =>
    registry.client.getTransactionCount({ address: registry.wallet.developer.account.address });
  /** Opens the desk with an area, and the developer's wallet. */
  const begin = async (area: object): Promise<Page> => {
    const page = await opened.open("/desk?lang=en");
    await page.fill("#area", JSON.stringify(area));
    await page.selectOption("#level", "16");
    await page.click(".wallets button >> text=A wallet");
    await page.waitForSelector("#country");
    return page;
  };
  const price = async (page: Page): Promise<string> => {
    await page.fill("#country", "VN");
    await page.fill("#start", "2026-01-01");
    await page.fill("#end", "2046-01-01");
    await page.press("#end", "Enter");
    const told = page.locator("#account form [role=status]").first();
    await page.waitForSelector("#account form .review, #account form .problem");
    return (await told.textContent())!;
  };

  it("tells of overlaps, of all costs, and of a ground that others hold, before anything is signed", async () => {
    const page = await begin(MINE);
    const before = await nonce();
    await page.click("button >> text=See cells and overlaps");
    await page.waitForSelector("main .map path.held");
    const told = await price(page);
    const free = subtract(coverBoundary(mine, 16), coverBoundary(theirs, 16), 16);
    const bond = await registry.contracts.ground.read.bondFor([16, free]);
    const shown = /claim([\d.,]+) ETH/.exec(told)![1]!;
    expect(BigInt(Math.round(Number(shown.replaceAll(",", "")) * 1e9))).to.equal(bond / 10n ** 9n);
    expect(await page.locator(".left-out a").getAttribute("href")).to.equal("/projects/1");
    // A part of what is held, all of it.
    await page.fill("#area", JSON.stringify(rectangle(105.24, 10.4, 105.26, 10.42)));
    expect(await price(page))
      .to.contain("Others hold all of this ground")
      .and.to.contain("CHAIN_GROUND_CONFLICT");
    expect(await nonce()).to.equal(before);
  });

  it("test_L1_registers_as_shown_and_claims_what_is_free_leaving_out_what_is_held", async () => {
    const page = await begin(MINE);
    await price(page);
    const data = (await page.locator("#account form .review .data").textContent()) as Hex;
    const { functionName, args } = decodeFunctionData({ abi: projectRegistryAbi, data });
    const seconds = (date: string): number => Date.parse(date) / 1000;
    expect([functionName, args]).to.deep.equal([
      "register",
      [{ methodologyId: 1, edgeLevel: 16, hostCountry: "0x564e", creditingStart: seconds("2026-01-01"), creditingEnd: seconds("2046-01-01"), boundary: boundaryDigest(mine), programme: 0, programmeReference: 0n }],
    ]); // prettier-ignore
    await page.click(".review button >> text=Sign and register");
    await page.waitForSelector("#own-2");
    const sent = await registry.client.getBlock({ includeTransactions: true });
    expect(sent.transactions.map(({ input }) => input)).to.deep.equal([data]);
    const card = page.locator("#own-2");
    expect(await card.textContent())
      .to.contain("No ground is claimed yet")
      .and.to.contain("No design is committed");

    // Another area is not the draft's.
    await page.fill("#area", JSON.stringify(THEIRS));
    await card.locator("button >> text=Plan the claim").click();
    expect(await card.locator(".problem").textContent()).to.contain("another area than the one");
    await page.fill("#area", JSON.stringify(MINE));
    await card.locator("button >> text=Plan the claim").click();
    await card.locator(".review").waitFor();
    expect(await card.locator(".left-out").textContent()).to.contain("Project 1");
    await card.locator(".review button").click();
    await card.locator(".good >> text=The ground is claimed").waitFor();
    const { blocks } = await groundOfProject(opened.api.chain, 2n);
    expect(blocks).to.deep.equal(subtract(coverBoundary(mine, 16), coverBoundary(theirs, 16), 16));
    expect(await card.textContent()).to.contain("cells are claimed.");

    await card.locator("button >> text=Plan the claim").click();
    await card.locator(".good >> text=is claimed already").waitFor();
    await card.locator("button >> text=What does a longer draft cost?").click();
    await card.locator(".review button >> text=Sign and prolong").click();
    await card.locator(".good >> text=The draft now lapses").waitFor();
    expect(opened.complaints).to.deep.equal([]);
  });

  it("takes the contract's own word where somebody is faster after the review", async () => {
    const spot = rectangle(106.2, 10.4, 106.22, 10.42);
    const page = await begin(spot);
    await price(page);
    await page.click(".review button >> text=Sign and register");
    await page.waitForSelector("#own-3");
    const card = page.locator("#own-3");
    await card.locator("button >> text=Plan the claim").click();
    await card.locator(".review").waitFor();
    const { projectId } = await registry.register({ owner: registry.wallet.rival });
    await registry.claim(projectId, coverBoundary(parseBoundary(spot), 16), registry.wallet.rival);
    const before = await nonce();
    await card.locator(".review button").click();
    expect(await card.locator(".problem").textContent())
      .to.contain("The contract refused the claim: others hold all")
      .and.to.contain("CHAIN_GROUND_NOTHING_FREE");
    expect(await nonce()).to.equal(before);
    // The plan, made again, names who was faster.
    await card.locator("button >> text=Plan the claim").click();
    await card.locator(".problem >> text=CHAIN_GROUND_CONFLICT").waitFor();
    expect(await card.locator(".problem").textContent()).to.contain(`"${projectId}"`);
  });

  it("says in words that an account belongs to no developer", async () => {
    const page = await opened.open("/desk?lang=en");
    await page.fill("#area", JSON.stringify(MINE));
    await page.click(".wallets button >> text=Demo wallet");
    await page.waitForSelector("#country");
    expect(await price(page)).to.contain("belongs to no developer");
  });
});
