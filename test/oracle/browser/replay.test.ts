import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { deflateSync, zstdCompressSync } from "node:zlib";

import { expect } from "chai";
import { sha256 } from "viem";

import { requireMeasurement } from "../../../oracle/core/services/common/outcome.ts";
import { sharedRunner } from "../../../oracle/engine/shared-runner.ts";
import { ownProgram } from "../../../oracle/programs/own-program.ts";
import { trustOwn } from "../../../oracle/programs/trust-own.ts";
import { memoryBlockStore } from "../../../oracle/store/block-store.ts";
import { carBytes, importCar } from "../../../oracle/store/car.ts";
import type { Files } from "../../../oracle/core/evidence/files.ts";
import { held } from "../../../oracle/core/evidence/stored.ts";
import { parseManifest } from "../../../oracle/core/evidence/manifest.ts";
import { arrange } from "../../../scripts/angiang/arrange.ts";
import { measureFolder } from "../../../scripts/simulate/measure-folder.ts";
import { simulatePaddy } from "../../../scripts/simulate/paddy.ts";
import { dagOf, madeOf, replayFiles } from "../../helpers/bundles.ts";
import type { Made } from "../../helpers/bundles.ts";
import { browserCalls } from "../../helpers/browser-calls.ts";
import type { BrowserCalls } from "../../helpers/browser-calls.ts";
import { aBrowser } from "../../helpers/chromium.ts";
import { dataFolder, realData } from "../../helpers/data.ts";
import { skipWithout } from "../../helpers/skip-without.ts";
import { forge } from "../core/evidence/forge.ts";
import { evidenceError, flipBit, noise } from "../core/evidence/samples.ts";
import { kernelBits } from "./kernel-bits.ts";

describe("the measuring core in a browser", function () {
  this.timeout(300_000);
  let browser: BrowserCalls;
  let folder = "";
  let made: Made;

  before(async function () {
    skipWithout(this, aBrowser);
    folder = await mkdtemp(join(tmpdir(), "sixfold-browser-"));
    made = await madeOf(await measureFolder(await simulatePaddy({ seed: 7n, out: join(folder, "simulated") })));
    browser = await browserCalls();
  });
  after(async () => {
    await browser?.close();
    if (folder !== "") await rm(folder, { recursive: true, force: true });
  });

  /** Of the program that this copy builds: a page is told by whoever it trusts. */
  const trusted = async (): Promise<readonly string[]> => [sha256(await ownProgram("paddy-ipcc-2019"))];

  /** Serves a bundle as a CAR. */
  const publish = async (files: Files): Promise<{ readonly car: string; readonly cid: string }> => {
    const dag = await dagOf(files);
    const car = `/${dag.root.toString()}.car`;
    browser.served.set(car, await carBytes(dag));
    return { car, cid: dag.root.toString() };
  };
  const replayHere = async (files: Files, expectedRoot = made.cid) =>
    replayFiles(files, { trust: trustOwn, runnerOf: sharedRunner, expectedRoot });

  it("test_L13_a_bundle_runs_again_in_a_browser_to_the_same_digest_and_CID", async () => {
    const seen = await browser.call("replayCar", {
      ...(await publish(made.files)),
      trusted: await trusted(),
      workers: 2,
    });
    expect(seen.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(seen.outputDigest).to.equal(made.outputDigest);
    expect(seen.measuredKg).to.equal(requireMeasurement(made.outcome).measuredKg.toString());
    expect(requireMeasurement(made.outcome).measuredKg > 0n).to.equal(true);
    expect(seen.cid).to.equal(made.cid.toString());
    // Every comparison by name and digest, the manifest's and the code's among them.
    expect(seen.checks).to.deep.equal((await replayHere(made.files)).checks);
  });

  it("test_L13_the_real_An_Giang_bundle_runs_again_in_a_browser", async function () {
    skipWithout(this, realData);
    const real = await madeOf(await measureFolder(await arrange({ dataFolder, out: join(folder, "angiang") })));
    const seen = await browser.call("replayCar", {
      ...(await publish(real.files)),
      trusted: await trusted(),
      workers: 2,
    });
    expect(seen.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect([seen.outputDigest, seen.cid]).to.deep.equal([real.outputDigest, real.cid.toString()]);
  });

  it("does not depend on the number of workers", async () => {
    const { cid, outputDigest } = await browser.call("replayCar", {
      ...(await publish(made.files)),
      trusted: await trusted(),
      workers: 1,
    });
    expect([outputDigest, cid]).to.deep.equal([made.outputDigest, made.cid.toString()]);
  });

  it("stops when asked, and its workers can go on", async () => {
    expect(
      await browser.call("stopReplay", { ...(await publish(made.files)), trusted: await trusted() }),
    ).to.deep.equal({ stopped: "stopped", ok: true });
  });

  it("refuses a CAR with a flipped bit, and a CAR of another bundle, with the codes of Node", async () => {
    const { car, cid } = await publish(made.files);
    const whole = browser.served.get(car) as Uint8Array;
    const other = await publish(new Map(made.files).set("more", noise(10)));
    browser.served.set("/flipped.car", flipBit(whole, 8 * (whole.length >> 1)));
    for (const [path, code] of [
      ["/flipped.car", "STORE_BLOCK_CORRUPT"],
      [other.car, "STORE_CAR_ROOT"],
    ] as const) {
      const bytes = browser.served.get(path) as Uint8Array;
      const here = await evidenceError(() => importCar(held(bytes), memoryBlockStore(), { expectedRoot: made.cid }));
      expect(here.code).to.equal(code);
      expect(await browser.call("openError", { car: path, cid })).to.equal(code);
    }
  });

  it("refuses a flipped byte of an input with the code of Node", async () => {
    const { path } = parseManifest(made.files.get("manifest.json")!).inputs[0]!.ranges[0]!;
    const flip = { path, bit: 8 * 5000 };
    const flipped = new Map(made.files).set(path, flipBit(made.files.get(path)!, flip.bit));
    const seen = await browser.call("replayCar", {
      ...(await publish(made.files)),
      trusted: await trusted(),
      workers: 1,
      flip,
    });
    expect(seen.ok).to.equal(false);
    expect(seen.checks.at(-1)?.actual).to.match(/^EVIDENCE_FILE_CHANGED/);
    expect(seen.checks).to.deep.equal((await replayHere(flipped)).checks);
  });

  it("refuses a forged bundle whose every hash agrees by what its workers find, as Node does", async () => {
    const { path } = parseManifest(made.files.get("manifest.json")!).inputs[0]!.ranges[0]!;
    const bytes = made.files.get(path)!;
    const forged = await forge(made.files, path, flipBit(bytes, 8 * (bytes.length >> 1)));
    const { root } = await dagOf(forged);
    const seen = await browser.call("replayCar", { ...(await publish(forged)), trusted: await trusted(), workers: 2 });
    expect(seen.checks.find(({ name }) => name === "re-run")?.actual).to.match(/^TIFF_CORRUPT/);
    expect(seen.checks).to.deep.equal((await replayHere(forged, root)).checks);
  });

  it("makes the same bits of random data as Node: burn severity, zonal sums and every kind of row", async () => {
    for (const seed of [1, 2, 3]) {
      const here = await kernelBits(seed);
      expect(Object.keys(here)).to.have.lengthOf.above(50);
      expect(await browser.call("kernelBits", { seed })).to.deep.equal(here);
    }
  });

  it("unpacks what zlib and Zstandard packed", async () => {
    const bytes = noise(100_000, 9).map((byte) => byte & 31);
    const [inflate, unzstd] = [deflateSync, zstdCompressSync].map((pack) => pack(bytes).toString("base64"));
    const unpacked = await browser.call("unpack", { inflate: inflate!, unzstd: unzstd!, size: bytes.length });
    expect(unpacked).to.deep.equal([sha256(bytes), sha256(bytes)]);
    const longer = await browser.call("unpack", { inflate: inflate!, unzstd: unzstd!, size: bytes.length - 1 });
    expect(longer).to.deep.equal(["refused", "refused"]);
  });

  it("rejects, and never waits, where a worker does not load, throws, ends or breaks", async () => {
    browser.served.set("/throws.js", "throw new TypeError('broken');");
    for (const [worker, code] of [
      ["/absent.js", "ENGINE_WORKER_ENDED"],
      ["/throws.js", "ENGINE_WORKER_ENDED"],
      ["/ending-worker.js", "ENGINE_WORKER_ENDED"],
      ["/failing-worker.js", "ENGINE_WORKER_FAILED"],
      ["/unsendable-worker.js", "ENGINE_WORKER_FAILED"],
      // Its program, an empty module, does no window.
      ["/worker.js", "ENGINE_WORKER_FAILED"],
      ["http://127.0.0.1:9/other-origin.js", "ENGINE_WORKER_ENDED"],
    ] as const)
      expect(await browser.call("jobError", { worker }), worker).to.deep.equal([code, code, "ENGINE_CREW_CLOSED"]);
  });

  it("offers a page what it needs", async () => {
    expect([...(await browser.exportsOf("/sixfold.js"))].sort()).to.deep.equal([
      "openCar",
      "pageRunner",
      "replayInBrowser",
      "trustNamed",
    ]);
  });
});
