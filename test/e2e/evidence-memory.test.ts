import { mkdtemp, rm, stat } from "node:fs/promises";
import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ownProgram } from "../../oracle/programs/own-program.ts";
import { makeNoisePair } from "../helpers/noise-pair.ts";
import type { NoisePair } from "../helpers/noise-pair.ts";
import { linuxProcesses, runMeasured } from "../helpers/peak-memory.ts";
import { skipWithout } from "../helpers/skip-without.ts";

/** `npm run deep` has a bundle of 4 GiB; the other tests one that would not fit either, were it held once. */
const BYTES = process.env["SIXFOLD_DEEP"] === undefined ? 448 * 2 ** 20 : 4 * 2 ** 30;

/** Of all processes of a command together. */
const MOST_MIB = 512;

describe("evidence in bounded memory", function () {
  this.timeout(process.env["SIXFOLD_DEEP"] === undefined ? 900_000 : 7_200_000);
  let folder: string;
  let pair: NoisePair;
  let cid: string;
  let node: Server;
  before(async function () {
    skipWithout(this, linuxProcesses);
    folder = await mkdtemp(join(tmpdir(), "sixfold-memory-"));
    pair = await makeNoisePair(folder, BYTES);
    // Built once for each state of the sources, which takes memory of its own.
    await ownProgram("burn-severity-pair");
    // An IPFS node that believes everything and keeps nothing.
    node = createServer((request, response) => {
      request.resume().on("end", () => {
        response.setHeader("content-type", "application/json");
        const isImport = request.url!.includes("dag/import");
        response.end(
          JSON.stringify(isImport ? { Root: { Cid: { "/": cid } } } : { Keys: { [cid]: { Type: "recursive" } } }),
        );
      });
    });
    await new Promise<void>((resolve) => node.listen(0, "127.0.0.1", resolve));
  });
  after(async () => {
    node?.closeAllConnections();
    node?.close();
    if (folder !== undefined) await rm(folder, { recursive: true, force: true });
  });

  const at = (name: string): string => join(folder, name);

  /** Runs a verb, which succeeds within the limit. @returns what it said */
  const within = async (...args: readonly string[]): Promise<Readonly<Record<string, unknown>>> => {
    const { exitCode, stdout, stderr, seconds, peakMiB } = await runMeasured([...args, "--json"], { TMPDIR: folder });
    expect(exitCode, stderr + stdout.slice(0, 2000)).to.equal(0);
    const said = args.slice(0, args[0] === "evidence" ? 2 : 1).join(" ");
    console.log(`      ${said}: ${peakMiB.toFixed(0)} MiB, ${seconds.toFixed(0)} s`);
    expect(peakMiB, said).to.be.below(MOST_MIB);
    return JSON.parse(stdout) as Readonly<Record<string, unknown>>;
  };

  it("analyses, and keeps the bundle as files, as a CAR and in a store", async () => {
    const made = await within(
      ...["analyse", "--service", "integrity", "--methodology", "burn-severity-pair"],
      ...["--project", pair.project, "--scenes", pair.scenes, "--out", at("out"), "--store", at("store")],
      ...["--workers", "1", "--memory-mib", "96"],
    );
    cid = made["cid"] as string;
    expect((await stat(made["car"] as string)).size).to.be.above(BYTES);
  });

  it("pins it on a node", async () => {
    expect(
      await within(
        "evidence",
        "pin",
        cid,
        "--store",
        at("store"),
        "--to",
        `http://127.0.0.1:${(node.address() as AddressInfo).port}`,
      ),
    ).to.include({ cid, pinned: true });
  });

  it("exports and imports it", async () => {
    await within("evidence", "export", cid, "--store", at("store"), "--out", at("again.car"));
    await rm(at("store"), { recursive: true });
    expect(await within("evidence", "import", at("again.car"), "--store", at("store"))).to.include({ cid });
    await rm(at("again.car"));
  });

  it("test_L13_verifies_it_by_running_it_again", async () => {
    expect(await within("verify", cid, "--store", at("store"))).to.include({ ok: true });
    expect(await within("verify", join(at("out"), `${cid}.car`))).to.include({ ok: true });
  });
});
