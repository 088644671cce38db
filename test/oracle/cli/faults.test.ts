import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, openSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { inLanes } from "../../../oracle/core/program/in-lanes.ts";
import { carBytes } from "../../../oracle/store/car.ts";
import { folderBlockStore } from "../../../oracle/store/folder-block-store.ts";
import { runProcess } from "../../../scripts/start/processes.ts";
import type { Requirement } from "../../helpers/skip-without.ts";
import { skipWithout } from "../../helpers/skip-without.ts";
import { storeFiles } from "../../helpers/bundles.ts";
import { sampleFiles } from "../core/evidence/samples.ts";
import { someContracts } from "../../helpers/some-deployment.ts";

type Told = { readonly code: string; readonly field: string; readonly value: unknown; readonly rule: string };

const MAIN = "oracle/cli/main.ts";
const EXIT = { ok: 0, check: 1, usage: 2, infrastructure: 3 } as const;
const PROCESSES_AT_ONCE = 4;
const CID = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";

/** Places that no file can be made in, and one that is always full. */
const linuxFiles: Requirement = {
  name: "Linux's /dev/full and /proc",
  isMet: () => existsSync("/dev/full") && existsSync("/proc/self"),
  hint: "Run the tests on Linux.",
};

/** Faults of what was typed and of the world around: each is told as such, about the word that leads to it. */
describe("cli, faults from outside", function () {
  this.timeout(240_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-faults-"));
  const file = (name: string, content = ""): string => {
    writeFileSync(join(folder, name), content);
    return join(folder, name);
  };
  const store = join(folder, "store");
  const project = join(folder, "project");
  let root = "";
  let car: Uint8Array;
  /** Where nothing listens. */
  let away = "";

  before(async () => {
    mkdirSync(project);
    for (const name of ["project.json", "parameters.json"]) writeFileSync(join(project, name), "{}");
    const stored = await storeFiles(sampleFiles(), folderBlockStore(store));
    root = stored.root.toString();
    car = await carBytes(stored);
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    away = `127.0.0.1:${(server.address() as AddressInfo).port}`;
    await new Promise((resolve) => server.close(resolve));
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  const refused = async (...args: readonly string[]): Promise<Told & { readonly exitCode: number }> => {
    const { exitCode, stdout } = await runProcess(MAIN, [...args, "--json"]);
    return { exitCode, ...(JSON.parse(stdout) as { error: Told }).error };
  };
  type Case = readonly [args: readonly string[], exitCode: number, field: string, rule: RegExp];
  const tell = async (cases: readonly Case[]): Promise<void> => {
    await inLanes(cases, PROCESSES_AT_ONCE, async ([args, exitCode, field, rule]) => {
      const told = await refused(...args);
      expect([told.exitCode, told.field], `${args.join(" ")}: ${JSON.stringify(told)}`).to.deep.equal([
        exitCode,
        field,
      ]);
      expect(told.rule, args.join(" ")).to.match(rule);
    });
  };
  const analyse = (...more: readonly string[]): readonly string[] => [
    ...["analyse", "--service", "paddy", "--methodology", "paddy-ipcc-2019"],
    ...more,
  ];

  it("refuses a place that can not be written to before anything is analysed or signed", async () => {
    const there = file("there");
    // Neither project nor scenes nor chain are any good: what comes first is what is told.
    const nothing = analyse("--project", project, "--scenes", "nosuch");
    const collect = ["report", "collect", CID, "--project", "1", "--operator", "http://a", "--verifier", "http://b"];
    await tell([
      [[...nothing, "--out", there], EXIT.usage, "--out", /a folder; a file stands there/],
      [[...nothing, "--out", join(there, "below")], EXIT.usage, "--out", /a folder; a file stands there/],
      [[...nothing, "--out", join(folder, "out"), "--store", there], EXIT.usage, "--store", /a file stands there/],
      [[...collect, "--out", folder], EXIT.usage, "--out", /a folder stands where a file is needed \(EISDIR\)/],
      [["evidence", "export", root, "--store", store, "--out", folder], EXIT.usage, "--out", /EISDIR/],
      [["evidence", "import", "nosuch.car", "--store", there], EXIT.usage, "--store", /a file stands there/],
      [["gateway", "serve", "--store", there], EXIT.usage, "--store", /a file stands there/],
    ]);
    expect(readFileSync(there, "utf8")).to.equal("");
  });

  it("leaves a file that is there alone until it has something to write", async () => {
    const kept = file("kept.json", "kept");
    const { exitCode } = await refused(
      ...["report", "collect", CID, "--project", "1", "--operator", "http://a", "--verifier", "http://b"],
      ...["--out", kept],
    );
    expect(exitCode).to.equal(EXIT.usage);
    expect(readFileSync(kept, "utf8")).to.equal("kept");
  });

  it("tells a full disk and a file system that takes nothing", async function () {
    skipWithout(this, linuxFiles);
    const export_ = ["evidence", "export", root, "--store", store, "--out"];
    await tell([
      [[...export_, "/dev/full"], EXIT.infrastructure, "--out", /no space left on the disk \(ENOSPC\)/],
      [analyse("--project", project, "--scenes", "x", "--out", "/proc/x"), EXIT.usage, "--out", /ENOENT/],
    ]);
  });

  it("ends with 2 where something else was to be named, and says what", async () => {
    const geojson = file("a.geojson", "{}");
    await tell([
      [
        ["verify", "hello"],
        EXIT.usage,
        "<subject>",
        /a CID, a CAR file that exists, a report id .* or a certificate id/,
      ],
      [["verify", "nosuch.car"], EXIT.usage, "<subject>", /^no such file$/],
      [["verify", geojson], EXIT.usage, "<subject>", /the file is a CAR/],
      [["verify", folder], EXIT.usage, "<subject>", /EISDIR/],
      [["verify", CID, "--car", geojson], EXIT.usage, "<subject>, --car", /the file is a CAR/],
      [["verify", CID, "--store", join(folder, "nosuch")], EXIT.usage, "--store", /no such file or folder/],
      [["verify", CID], EXIT.usage, "--car, --store, --gateway, --kubo", /--car <file>, --store <folder>, --gateway/],
      [["evidence", "import", geojson, "--store", store], EXIT.usage, "<car>", /the file is a CAR/],
      [["evidence", "export", "hello", "--store", store, "--out", "x"], EXIT.usage, "<cid>", /content identifier/],
      [["gateway", "serve", "--store", store, "--host", "8.8.8.8"], EXIT.usage, "--host", /one of this machine/],
      [["project", "show", "1", "--deployment", "nosuch"], EXIT.usage, "--deployment", /SIXFOLD_DEPLOYMENT/],
      [["report", "post", "nosuch", "--key", "dev:0"], EXIT.usage, "<signed-report>", /exists/],
      [["evidence", "pin", CID, "--to", "hello"], EXIT.usage, "--to", /http:\/\/ or https:\/\//],
      [analyse("--project", "nosuch", "--scenes", "x", "--out", "x"), EXIT.usage, "--project", /no such file/],
      [
        ["analyse", "--service", "x", "--methodology", "y", "--project", "p", "--scenes", "s", "--out", "o"],
        EXIT.usage,
        "--service, --methodology",
        /paddy\/paddy-ipcc-2019, paddy\/paddy-japan-naro/,
      ],
      [["project", "register", "--crediting-start", "1 May 2024"], EXIT.usage, "--crediting-start", /2024-05-01/],
      [["project", "register", "--crediting-start", "2024-02-30"], EXIT.usage, "--crediting-start", /2024-05-01/],
    ]);
  });

  it("ends with 1 when a file that claims to be a CAR is damaged, by its name or by how it begins", async () => {
    const damaged = Buffer.from(car);
    damaged[damaged.length - 1]! ^= 1;
    writeFileSync(join(folder, "damaged.bin"), damaged);
    for (const path of [file("named.car", "not a CAR"), file("empty.car"), join(folder, "damaged.bin")])
      expect((await runProcess(MAIN, ["verify", path, "--json"])).exitCode, path).to.equal(EXIT.check);
  });

  it("ends with 3 when a host is away, and shows of its URL no more than the host", async () => {
    const url = `http://${away}/v3/0123secret?apikey=0123secret`;
    const contracts = someContracts();
    const deployment = file("deployment.json", JSON.stringify({ chainId: 31337, contracts, deployBlock: 0 }));
    const cases: [args: readonly string[], field: string][] = [
      [["project", "show", "1", "--deployment", deployment, "--rpc", url.replace("//", "//user:pass@")], "--rpc"],
      [["verify", CID, "--gateway", url], `--gateway http://${away}`],
      [["verify", CID, "--kubo", url], `--kubo http://${away}`],
    ];
    for (const [args, field] of cases) {
      const { exitCode, stdout, stderr } = await runProcess(MAIN, [...args, "--json"]);
      const told = (JSON.parse(stdout) as { error: Told }).error;
      expect([exitCode, told.field], stdout).to.deep.equal([EXIT.infrastructure, field]);
      expect(stdout).to.contain(away).and.to.contain("ECONNREFUSED");
      expect(`${stdout}${stderr}`).not.to.match(/pass|secret|apikey/);
    }
    const misspelt = await runProcess(MAIN, ["verify", CID, "--kubo", "ftp://user:pass@host/0123secret"]);
    expect(misspelt.exitCode).to.equal(EXIT.usage);
    expect(misspelt.stderr).not.to.match(/pass|secret/);
  });

  it("prints no value as long as a file, and no key that was typed in the wrong place", async () => {
    const long = file("long.json", JSON.stringify({ contracts: "x".repeat(100_000) }));
    for (const more of [[], ["--json"]]) {
      const { stdout, stderr } = await runProcess(MAIN, ["project", "show", "1", "--deployment", long, ...more]);
      expect(`${stdout}${stderr}`.length).to.be.within(50, 1000);
    }
    const key = `0x${"7c".repeat(32)}`;
    const { stdout, stderr } = await runProcess(MAIN, ["report", "post", "a", "b", "--key", key, "--json"]);
    expect(`${stdout}${stderr}`).to.contain("CLI_EXCESSARGUMENTS").and.not.to.contain(key);
  });

  it("outlives whoever reads it, and tells when its answer could not be written", async function () {
    const ended = (stdout: "pipe" | number, ...args: readonly string[]) =>
      new Promise<{ code: number | null; stderr: string }>((resolve) => {
        const child = spawn(process.execPath, [MAIN, ...args], { stdio: ["ignore", stdout, "pipe"] });
        child.stdout?.destroy();
        let stderr = "";
        child.stderr!.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
        child.once("close", (code) => resolve({ code, stderr }));
      });
    expect(await ended("pipe", "--help")).to.deep.equal({ code: EXIT.ok, stderr: "" });
    skipWithout(this, linuxFiles);
    const full = await ended(openSync("/dev/full", "w"), "--help");
    expect(full.code).to.equal(EXIT.infrastructure);
    expect(full.stderr).to.match(/no space left/);
  });

  it("stops when asked to, also at once", async () => {
    const child = spawn(process.execPath, [MAIN, "gateway", "serve", "--store", store], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    child.stdout.once("data", () => child.kill("SIGINT"));
    expect(await new Promise((resolve) => child.once("close", resolve))).to.equal(EXIT.ok);
  });
});
