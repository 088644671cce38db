import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import express from "express";
import { s2 } from "s2js";
import type { Page } from "playwright-core";
import { sha256 } from "viem";
import type { Hex } from "viem";

import { listen } from "../../../oracle/attest/attest-server.ts";
import type { Listening } from "../../../oracle/attest/attest-server.ts";
import { requireMeasurement } from "../../../oracle/core/services/common/outcome.ts";
import { ownProgram } from "../../../oracle/programs/own-program.ts";
import { memoryBlockStore } from "../../../oracle/store/block-store.ts";
import { evidenceDigest } from "../../../oracle/store/cid.ts";
import { gatewayRouter } from "../../../oracle/store/gateway.ts";
import { measureFolder } from "../../../scripts/simulate/measure-folder.ts";
import { simulatePaddy } from "../../../scripts/simulate/paddy.ts";
import { carOf, madeOf, storeFiles } from "../../helpers/bundles.ts";
import type { Made } from "../../helpers/bundles.ts";
import { aBrowser } from "../../helpers/chromium.ts";
import { aFirefox, openFirefox } from "../../helpers/firefox.ts";
import { startPage } from "../../helpers/page.ts";
import type { OpenedPage } from "../../helpers/page.ts";
import { deployRegistry, methodology } from "../../helpers/registry.ts";
import type { Registry } from "../../helpers/registry.ts";
import { skipWithout } from "../../helpers/skip-without.ts";
import { flipBit } from "../../oracle/core/evidence/samples.ts";

const STEPS = ["chain", "signatures", "fetch", "blocks", "files", "program", "rerun", "outcome", "numbers"];

describe("api/web/verify", function () {
  this.timeout(300_000);
  let folder = "";
  let made: Made;
  let registry: Registry;
  let gateway: Listening;
  let opened: OpenedPage;
  let cells = 0;

  before(async function () {
    skipWithout(this, aBrowser);
    folder = await mkdtemp(join(tmpdir(), "sixfold-page-"));
    made = await madeOf(await measureFolder(await simulatePaddy({ seed: 7n, out: join(folder, "simulated") })));
    registry = await deployRegistry();
    const { contracts, govern } = registry;
    const program = sha256(await ownProgram("paddy-ipcc-2019"));
    await govern(contracts.methodologies, "propose", [{ ...methodology, program, version: "runs" }]);
    await govern(contracts.methodologies, "activate", [2]);
    const blocks = memoryBlockStore();
    await storeFiles(made.files, blocks);
    gateway = await listen(express().use(gatewayRouter(blocks)), 0);
    opened = await startPage(registry, { gateways: [gateway.url] });
  });
  after(async () => {
    await opened?.close();
    await gateway?.close();
    if (folder !== "") await rm(folder, { recursive: true, force: true });
  });

  /** A project's report that names the bundle, with its amounts or with others. */
  const reportOf = async (methodologyId: number, moreKg = 0n): Promise<Hex> => {
    const { measuredKg, baselineKg, leakageKg, halfWidthKg } = requireMeasurement(made.outcome);
    const top = s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, 105.2 + cells++)), 12);
    const { projectId } = await registry.register({ methodologyId });
    await registry.claim(projectId, [{ cell: top, bits: 0xffffn }]);
    await registry.activate(projectId);
    const { reportId } = await registry.post(
      await registry.draftReport(projectId, {
        methodologyId,
        measuredKg: measuredKg + moreKg,
        baselineKg,
        leakageKg,
        halfWidthKg,
        evidence: evidenceDigest(made.cid),
      }),
    );
    await opened.api.caughtUp();
    return reportId;
  };

  /** What stands beside each step once a verdict is there. */
  const verdictOf = async (page: Page) => {
    await page.waitForSelector(".verdict.good, .verdict.bad", { timeout: 120_000 });
    return {
      verdict: await page.locator(".verdict").textContent(),
      steps: await page.locator(".steps li").evaluateAll((items) => items.map((item) => item.className)),
    };
  };
  const verify = async (reportId: Hex) => {
    const page = await opened.open(`/reports/${reportId}`);
    await page.click("#verify button");
    return verdictOf(page);
  };

  it("test_L13_a_reader_s_browser_runs_a_report_again_and_agrees_with_the_chain", async () => {
    const page = await opened.open(`/reports/${await reportOf(2)}`);
    await page.focus("#verify button");
    await page.keyboard.press("Enter");
    const { verdict, steps } = await verdictOf(page);
    expect(verdict).to.match(/^Verified/);
    expect(steps).to.deep.equal(STEPS.map(() => "holds"));
    expect(await page.locator("[data-step=outcome]").textContent()).to.contain(made.outputDigest);
    expect(await page.locator("[data-step=signatures]").textContent()).to.contain("5 of 5, quorum 5");
    expect(opened.complaints).to.deep.equal([]);
  });

  it("test_L13_Firefox_comes_to_the_digest_of_Chromium_and_Node", async function () {
    skipWithout(this, aFirefox);
    const firefox = await openFirefox();
    try {
      await firefox.goto(`${opened.api.url}/reports/${await reportOf(2)}?lang=ja`);
      expect(await firefox.evaluate("navigator.userAgent")).to.contain("Firefox/");
      const until = (selector: string): Promise<string> =>
        firefox.evaluate(`(async () => {
          for (;;) {
            const found = document.querySelector(${JSON.stringify(selector)});
            if (found !== null) return found.textContent;
            await new Promise((resolve) => setTimeout(resolve, 100));
          }
        })()`);
      expect(await until("main[aria-busy=false] h1")).to.contain("検証報告");
      await firefox.evaluate('document.querySelector("#verify button").click()');
      expect(await until(".verdict.good, .verdict.bad")).to.contain("検証できました");
      const steps = await firefox.evaluate('[...document.querySelectorAll(".steps li")].map((item) => item.className)');
      expect(steps).to.deep.equal(STEPS.map(() => "holds"));
      // What Node came to, and Chromium in the test before.
      expect(await until("[data-step=outcome]")).to.contain(made.outputDigest);
    } finally {
      await firefox.close();
    }
  });

  it("finds one flipped bit in a file that the reader brings, and takes the true one", async () => {
    const page = await opened.open(`/reports/${await reportOf(2)}`);
    const car = await carOf(made.files);
    const bring = async (bytes: Uint8Array) => {
      await page.setInputFiles("#verify-car", { name: "evidence.car", mimeType: "", buffer: Buffer.from(bytes) });
      return verdictOf(page);
    };
    const flipped = await bring(flipBit(car, 8 * (car.length >> 1)));
    expect(flipped.verdict).to.contain("Every block has its CID");
    expect(flipped.steps).to.deep.equal(["holds", "holds", "holds", "fails", ...STEPS.slice(4).map(() => "waiting")]);
    expect(await page.locator("[data-step=blocks]").textContent()).to.contain("STORE_BLOCK_CORRUPT");
    expect((await bring(car)).steps).to.deep.equal(STEPS.map(() => "holds"));
  });

  it("names the step at which a report is not what its evidence comes to", async () => {
    const { verdict, steps } = await verify(await reportOf(2, 1n));
    expect(verdict).to.contain("The numbers are the chain's");
    expect(steps.at(-1)).to.equal("fails");
  });

  it("finds a server that shows other numbers than the chain has, and says where only the server was asked", async () => {
    const reportId = await reportOf(2);
    const answers = async (path: string, change: (told: object) => object): Promise<void> => {
      await opened.page.route(`**${path}`, async (route) =>
        route.fulfill({ json: change((await (await route.fetch()).json()) as object) }),
      );
    };
    await answers(`/v1/reports/${reportId}`, (report) => ({ ...report, netKg: "999000" }));
    const lied = await verify(reportId);
    expect(lied.steps.slice(0, 2)).to.deep.equal(["fails", "waiting"]);
    expect(await opened.page.locator("[data-step=chain]").textContent()).to.contain("netKg: 999000");
    await opened.page.unrouteAll();
    await answers("/v1/deployment", (deployment) => ({ ...deployment, rpcUrl: null }));
    const alone = await verify(reportId);
    expect(alone.steps).to.deep.equal(["unchecked", "unchecked", ...STEPS.slice(2).map(() => "holds")]);
    expect(alone.verdict).to.contain("was not checked");
    await opened.page.unrouteAll();
  });

  it("runs no program but the one that the methodology names", async () => {
    const { verdict, steps } = await verify(await reportOf(1));
    expect(verdict).to.contain("The program is the one that the methodology names");
    expect(steps.slice(STEPS.indexOf("program"))).to.deep.equal(["fails", "waiting", "waiting", "waiting"]);
  });

  it("says that no gateway has the bundle", async () => {
    const reportId = await reportOf(2);
    await gateway.close();
    expect((await verify(reportId)).verdict).to.contain("Fetch the evidence");
  });
});
