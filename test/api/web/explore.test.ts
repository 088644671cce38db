import { readFileSync } from "node:fs";
import { createRequire } from "node:module";

import { expect } from "chai";
import type { Page } from "playwright-core";

import { addsUp } from "../../../api/web/views/account-table.ts";
import { livedRegistry } from "../../helpers/api.ts";
import { aBrowser } from "../../helpers/chromium.ts";
import { ready, startPage } from "../../helpers/page.ts";
import type { OpenedPage } from "../../helpers/page.ts";
import { deployRegistry } from "../../helpers/registry.ts";
import { skipWithout } from "../../helpers/skip-without.ts";

const axe = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

type Violation = { readonly id: string; readonly impact: string; readonly nodes: readonly { readonly html: string }[] };

/** What axe calls serious or critical. Evaluated by the browser's debugger, which no policy of the page binds. */
const faultsOf = async (page: Page): Promise<readonly string[]> => {
  await page.evaluate(axe);
  const { violations, passes } = await page.evaluate<{
    readonly violations: readonly Violation[];
    readonly passes: readonly unknown[];
  }>("axe.run()");
  // It looked.
  expect(passes).to.have.lengthOf.above(10);
  return violations
    .filter(({ impact }) => impact === "serious" || impact === "critical")
    .map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" | ")}`);
};

/** Tonnes as they are shown, in kilograms. */
const kgIn = (text: string): bigint => BigInt(text.replaceAll(/[^\d−]/g, "").replace("−", "-"));
const textsOf = (page: Page, selector: string): Promise<readonly string[]> => page.locator(selector).allTextContents();

describe("api/web in a browser", function () {
  this.timeout(180_000);
  let opened: OpenedPage;
  let paths: readonly string[];
  before(async function () {
    skipWithout(this, aBrowser);
    opened = await startPage((await livedRegistry()).registry);
    const { json } = opened.api;
    const first = async (list: string): Promise<Record<string, string>> => (await json(list)).items[0];
    paths = [
      "/",
      "/projects/1",
      `/reports/${(await first("/v1/reports"))["id"]}`,
      `/batches/${(await first("/v1/batches"))["id"]}`,
      "/certificates/1",
      "/retirements",
      "/totals",
      "/ground",
      "/desk",
      "/rater",
      "/methodologies/1",
      "/search?q=1",
    ];
  });
  after(() => opened?.close());
  afterEach(() => expect(opened.complaints.splice(0)).to.deep.equal([]));

  it("shows every project that there is, and leads to each", async () => {
    const page = await opened.open("/");
    const { items } = await opened.api.json("/v1/projects");
    expect(items.length).to.be.above(1);
    const links = await page.locator(".card h2 a").evaluateAll((all) => all.map((one) => one.getAttribute("href")));
    expect(links).to.deep.equal(items.map(({ id }: { id: string }) => `/projects/${id}`));
    await page.locator(".card h2 a").first().click();
    await page.waitForURL("**/projects/1");
    await ready(page);
    expect(await page.title()).to.match(/^Project 1: .+ · Sixfold$/);
  });

  it("test_L6_a_project_s_supply_adds_up_on_the_page_to_what_the_API_says", async () => {
    const page = await opened.open("/projects/1");
    const supply = page.locator(".supply").first();
    const shown = (await supply.locator("dd").allTextContents()).map(kgIn);
    const { supply: told } = await opened.api.json("/v1/projects/1");
    expect(shown.map(String)).to.deep.equal(
      ["circulatingKg", "bufferedKg", "retiredKg", "cancelledKg", "issuedKg"].map((name) => told[name]),
    );
    expect(shown.slice(0, 4).reduce((sum, kg) => sum + kg, 0n)).to.equal(shown[4]);
    expect(told.retiredKg).not.to.equal("0");
    const widths = await supply
      .locator("rect")
      .evaluateAll((all) => all.map((bar) => Number(bar.getAttribute("width"))));
    expect(Math.abs(widths.reduce((sum, width) => sum + width, 0) - 1000)).to.be.below(0.01);
    expect(await supply.locator("p").getAttribute("class")).to.equal("good");
  });

  it("draws each claimed cell of a project", async () => {
    const page = await opened.open("/projects/1");
    const { features } = await opened.api.json("/v1/projects/1/ground?limit=200");
    const polygons = features.flatMap(({ geometry }: { geometry: { coordinates: unknown[] } }) => geometry.coordinates);
    const drawn = (await page.locator(".map path.claimed").getAttribute("d"))!;
    expect(drawn.match(/M/g)).to.have.lengthOf(polygons.length);
    expect(drawn).not.to.match(/NaN|Infinity/);
  });

  it("lists alerts and what was lost", async () => {
    const { items } = await opened.api.json("/v1/alerts");
    expect(items.length).to.be.above(0);
    const page = await opened.open(`/projects/${items[0].projectId}`);
    const text = await page.locator("main").textContent();
    expect(text).to.contain("Loss, at most").and.to.contain("Cancelled from the buffer");
  });

  it("opens a report with its verdict, and an account that adds up to its net", async () => {
    for (const report of (await opened.api.json("/v1/reports")).items) {
      const page = await opened.open(`/reports/${report.id}`);
      const lines = (await textsOf(page, ".account td")).map(kgIn);
      const net = lines.at(-2)!;
      expect(`${net}`).to.equal(report.netKg);
      const [measured, baseline, leakage, gross, ...others] = lines.slice(0, -2) as [bigint, bigint, bigint, bigint];
      expect(measured + baseline + leakage).to.equal(gross);
      expect(others.reduce((sum, kg) => sum + kg, gross)).to.equal(net);
      const verdict = (await page.locator("h1 + p.lead").textContent())!;
      expect(verdict.split(". ")).to.have.lengthOf(1);
      expect(verdict).to.match(/90 % interval|struck/);
      expect(await page.locator("main").textContent())
        .to.contain(report.evidence.cid)
        .and.to.contain(report.signers[0]);
    }
  });

  it("shows a certificate with its numbers, how it fares today and the contract's picture", async () => {
    const page = await opened.open("/certificates/1");
    const told = await opened.api.json("/v1/certificates/1");
    const { condition } = await opened.api.json("/v1/certificates/1/status");
    expect(`${kgIn((await page.locator(".amount").textContent())!.replace("CO₂e", ""))}`).to.equal(told.kg);
    expect(await page.locator(".certificate bdi").first().textContent()).to.equal(told.beneficiary);
    expect(await page.locator(".chip").first().textContent()).to.equal(condition);
    expect(
      await page.evaluate("(async (drawn) => (await drawn.decode(), drawn.naturalWidth))(document.images[0])"),
    ).to.be.above(0);
    await page.emulateMedia({ media: "print" });
    expect(await page.locator("header").isVisible()).to.equal(false);
    expect(await page.locator(".amount").isVisible()).to.equal(true);
    await page.emulateMedia({ media: "screen" });
  });

  it("finds by the search box, and answers about ground", async () => {
    const page = await opened.open("/");
    await page.fill("#q", "1");
    await page.press("#q", "Enter");
    await page.waitForURL("**/search?q=1");
    await page.waitForSelector(".card a[href='/projects/1']");
    const { features } = await opened.api.json("/v1/projects/1/ground?limit=1");
    await opened.open("/ground");
    await page.fill("#area", JSON.stringify({ type: "Polygon", coordinates: features[0].geometry.coordinates[0] }));
    await page.selectOption("#pool", (await opened.api.json("/v1/projects/1")).pool);
    await page.selectOption("#level", "16");
    await page.click("form button.main >> text=Ask");
    await page.waitForSelector("main [role=status] section");
    expect(await page.locator("main [role=status]").textContent()).to.contain("Project 1");
    await page.fill("#area", "{");
    await page.click("form button.main >> text=Ask");
    expect(await page.locator(".problem").textContent()).to.contain("not GeoJSON");
  });

  it("test_L5_a_rater_s_table_adds_up_line_by_line_to_what_was_issued", async () => {
    const page = await opened.open("/rater?lang=en");
    const { items } = await opened.api.json("/v1/registers/accounting?limit=200");
    expect(items.length).to.be.above(2);
    const rows = page.locator("table").first().locator("tbody tr");
    expect(await rows.count()).to.equal(items.length + 1);
    const lines = await Promise.all(
      (await rows.all()).map(async (row) => (await row.locator("td").allTextContents()).slice(0, 8)),
    );
    for (const [k, { netKg }] of items.entries()) {
      const [measured, baseline, leakage, deduction, earlier, net, buffer, credits] = lines[k]!.map(kgIn) as bigint[];
      expect(measured! + baseline! + leakage! + deduction! + earlier!, `${k}`).to.equal(net);
      expect([buffer! + credits!, `${net}`]).to.deep.equal([net, netKg]);
    }
    const issued = kgIn(lines.at(-1)![5]!);
    expect(`${issued}`).to.equal((await opened.api.json("/v1/supply")).issuedKg);
    expect(await page.locator("p.good").first().textContent()).to.contain("Every line adds up");
    // One kilogram that is not there is seen.
    expect(addsUp(items, issued)).to.equal(true);
    for (const column of ["measuredKg", "earlierKg", "netKg", "bufferKg", "creditsKg"])
      expect(addsUp([{ ...items[0], [column]: `${BigInt(items[0][column]) + 1n}` }], undefined), column).to.equal(
        false,
      );
    expect(addsUp(items, issued + 1n)).to.equal(false);
  });

  it("shows a batch's scorecard, a project's history and a methodology's rules", async () => {
    const [batch] = (await opened.api.json("/v1/batches")).items;
    const page = await opened.open(`/batches/${batch.id}?lang=en`);
    await page.waitForSelector(".scorecard");
    const card = await opened.api.json(`/v1/batches/${batch.id}/scorecard`);
    const marks = await textsOf(page, ".scorecard .mark");
    const names = ["real", "additional", "measurable", "verified", "permanent", "unique"];
    expect(marks).to.deep.equal(names.map((name) => (card[name].met ? "✓" : "✗")));
    await opened.open(`/projects/${batch.projectId}?lang=en`);
    const { items } = await opened.api.json(`/v1/history?project=${batch.projectId}&limit=200`);
    expect(await textsOf(page, "section:last-of-type tbody code")).to.deep.equal(
      items.map(({ contract, event }: { contract: string; event: string }) => `${contract}.${event}`),
    );
    await opened.open("/methodologies/1?lang=en");
    expect(await page.locator("main").textContent())
      .to.contain("deduction = min(gross,")
      .and.to.contain("gross - deduction");
  });

  it("says in words what is not there, and what to do", async () => {
    const { page } = opened;
    await page.goto(`${opened.api.url}/nothing/here`);
    expect(await page.evaluate("document.body.textContent")).to.contain("HTTP_ROUTE_UNKNOWN");
    await opened.open("/certificates/999");
    expect(await page.locator(".problem").textContent())
      .to.contain("There is no such thing")
      .and.to.contain("RESOURCE_UNKNOWN");
    // The browser tells of every answer that is an error.
    opened.complaints.splice(0);
  });

  it("is whole in both languages, light and dark, on 360 pixels, with nothing serious for axe", async () => {
    const { page } = opened;
    await page.setViewportSize({ width: 360, height: 740 });
    for (const [language, colorScheme] of [
      ["en", "light"],
      ["ja", "dark"],
    ] as const) {
      await page.emulateMedia({ colorScheme });
      for (const path of paths) {
        await opened.open(`${path}${path.includes("?") ? "&" : "?"}lang=${language}`);
        expect(await page.locator("html").getAttribute("lang")).to.equal(language);
        expect(await page.evaluate("document.documentElement.scrollWidth"), path).to.equal(360);
        expect(await page.locator("main").textContent(), path).not.to.match(/\{\w+\}|undefined|NaN/);
        expect(await faultsOf(page), `${path} ${language}`).to.deep.equal([]);
      }
    }
    await page.setViewportSize({ width: 1280, height: 720 });
  });

  it("goes by keyboard alone from the first page to a report, and changes its language", async () => {
    const page = await opened.open("/?lang=en");
    const press = async (wanted: string): Promise<void> => {
      for (let turn = 0; turn < 60; turn++) {
        await page.keyboard.press("Tab");
        if (await page.evaluate(`document.activeElement.matches(${JSON.stringify(wanted)})`))
          return page.keyboard.press("Enter");
      }
      expect.fail(`${wanted} is not reached by the Tab key`);
    };
    await press("a[href='/projects/1']");
    await page.waitForURL("**/projects/1");
    await ready(page);
    // The reader goes on from the heading.
    expect(await page.evaluate("document.activeElement.tagName")).to.equal("H1");
    await press("a[href^='/reports/']");
    await page.waitForURL("**/reports/*");
    await ready(page);
    await press("button[lang=ja]");
    await page.waitForSelector("html[lang=ja] main[aria-busy=false] h1");
    expect(await page.locator("h1").textContent()).to.contain("検証報告");
    await page.goBack();
    await page.waitForURL("**/projects/1");
  });
});

describe("api/web over a registry with nothing in it", function () {
  this.timeout(120_000);
  let opened: OpenedPage;
  before(async function () {
    skipWithout(this, aBrowser);
    opened = await startPage(await deployRegistry());
  });
  after(() => opened?.close());

  it("says so, and adds nothing up to nothing", async () => {
    for (const [path, text] of [
      ["/?lang=en", "No project is registered yet."],
      ["/retirements", "Nothing was retired yet."],
      ["/totals", "0.000 t CO₂e"],
      ["/search?q=rice", "Nothing was found."],
    ] as const)
      expect(await (await opened.open(path)).locator("main").textContent(), path).to.contain(text);
    expect(opened.complaints).to.deep.equal([]);
  });
});
