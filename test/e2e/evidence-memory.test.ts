import { mkdtemp, rm, stat } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { ownProgram } from "../../oracle/programs/own-program.ts";
import { ipfsNode, startIpfsNode } from "../helpers/ipfs-node.ts";
import { makeNoisePair } from "../helpers/noise-pair.ts";
import type { NoisePair } from "../helpers/noise-pair.ts";
import { linuxProcesses, runMeasured } from "../helpers/peak-memory.ts";
import { skipWithout } from "../helpers/skip-without.ts";

/** Eight times what its processes may take. */
const BYTES = 4 * 2 ** 30;

/** Of all processes of a command together. */
const MOST_MIB = 512;

/** What a run is given, so that all of it stays within that. */
const RUN = ["--workers", "1", "--memory-mib", "96"];

const deep = {
  name: "A long run",
  isMet: () => process.env["SIXFOLD_DEEP"] !== undefined,
  hint: "npm run deep makes one.",
};

describe("evidence in bounded memory", function () {
  this.timeout(3 * 3_600_000);
  let folder: string;
  let pair: NoisePair;
  let cid: string;
  before(async function () {
    skipWithout(this, deep);
    skipWithout(this, linuxProcesses);
    folder = await mkdtemp(join(tmpdir(), "sixfold-memory-"));
    pair = await makeNoisePair(folder, BYTES);
    // Built once for each state of the sources, which takes memory of its own.
    await ownProgram("burn-severity-pair");
  });
  after(async () => {
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
      ...RUN,
    );
    cid = made["cid"] as string;
    expect((await stat(made["car"] as string)).size).to.be.above(BYTES);
  });

  it("test_L13_runs_it_again_from_the_store", async () => {
    expect(await within("verify", cid, "--store", at("store"), ...RUN)).to.include({ ok: true });
  });

  it("pins it on an IPFS node, and runs it again from there", async function () {
    skipWithout(this, ipfsNode);
    const node = await startIpfsNode();
    try {
      const pinned = await within("evidence", "pin", cid, "--store", at("store"), "--to", node.url);
      expect(pinned).to.include({ cid, pinned: true });
      expect(await within("verify", cid, "--kubo", node.url, ...RUN)).to.include({ ok: true });
    } finally {
      await node.stop();
    }
  });

  it("exports and imports it, and runs it again from its archive", async () => {
    await within("evidence", "export", cid, "--store", at("store"), "--out", at("again.car"));
    await rm(at("store"), { recursive: true });
    expect(await within("verify", at("again.car"), ...RUN)).to.include({ ok: true });
    expect(await within("evidence", "import", at("again.car"), "--store", at("store"))).to.include({ cid });
    await rm(at("again.car"));
  });
});
