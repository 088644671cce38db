import { spawn } from "node:child_process";
import { mkdtempSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { someContracts } from "../../helpers/some-deployment.ts";

const folder = mkdtempSync(join(tmpdir(), "sixfold-cli-"));
const SECRET = "7c".repeat(32);

type Ran = { readonly code: number | null; readonly stdout: string; readonly stderr: string };

const sixfold = (...args: readonly string[]): Promise<Ran> =>
  new Promise((resolve) => {
    const child = spawn(process.execPath, ["oracle/cli/main.ts", ...args], {
      env: { ...process.env, SIXFOLD_TEST_SECRET: SECRET, NO_COLOR: "1" },
    });
    let stdout = "";
    let stderr = "";
    child.stdout.on("data", (chunk: Buffer) => (stdout += chunk.toString()));
    child.stderr.on("data", (chunk: Buffer) => (stderr += chunk.toString()));
    child.once("close", (code) => resolve({ code, stdout, stderr }));
  });

const file = (name: string, content: unknown): string => {
  const path = join(folder, name);
  writeFileSync(path, typeof content === "string" ? content : JSON.stringify(content));
  return path;
};

const errorOf = ({ stdout }: Ran): { code: string; field: string; rule: string } =>
  (JSON.parse(stdout) as { error: { code: string; field: string; rule: string } }).error;

const ring = (points: readonly (readonly [number, number])[]) => ({ type: "Polygon", coordinates: [points] });
const square = ring([
  [105.2, 10.4],
  [105.203, 10.4],
  [105.203, 10.403],
  [105.2, 10.403],
  [105.2, 10.4],
]);
const bowTie = ring([
  [105.2, 10.4],
  [105.203, 10.403],
  [105.203, 10.4],
  [105.2, 10.403],
  [105.2, 10.4],
]);

const deployment = (rpcUrl: string) => ({
  chainId: 31337,
  rpcUrl,
  contracts: someContracts(),
  deployBlock: 0,
});

describe("cli", () => {
  it("prints a cover for people and as one JSON document, with exit code 0", async () => {
    const path = file("square.json", square);
    const text = await sixfold("ground", "cover", path, "--edge-level", "20");
    expect([text.code, text.stderr]).to.deep.equal([0, ""]);
    expect(text.stdout).to.match(/^edge level {5}20\ncells /);
    const json = await sixfold("ground", "cover", path, "--edge-level", "20", "--json");
    const { cells, blocks, storageWords } = JSON.parse(json.stdout) as Record<string, string | number>;
    expect(text.stdout).to.contain(
      `cells          ${cells}\nblocks         ${blocks}\nstorage words  ${storageWords}\n`,
    );
  });

  it("ends with 2 when it is used wrongly, naming what is wrong", async () => {
    const path = file("square.json", square);
    const cases: [args: string[], code: string][] = [
      [["ground", "cover", path], "CLI_MISSINGMANDATORYOPTIONVALUE"],
      [["ground", "cover", path, "--edge-level", "18"], "CLI_INVALIDARGUMENT"],
      [["ground", "cover", join(folder, "none.json"), "--edge-level", "20"], "CLI_USAGE"],
      [["ground", "cover", file("text.json", "{"), "--edge-level", "20"], "CLI_USAGE"],
      [["ground", "cover", file("bow.json", bowTie), "--edge-level", "20"], "GROUND_SELF_INTERSECTION"],
      [["unknown"], "CLI_UNKNOWNCOMMAND"],
      [["project", "show", "1"], "CLI_DEPLOYMENT_MISSING"],
      [["project", "show", "-1"], "CLI_INVALIDARGUMENT"],
      [["report", "post", file("signed.json", {}), "--key", "dev:0"], "ATTEST_SIGNED_INVALID"],
      [["verify", join(folder, "bafy")], ""],
    ];
    for (const [args, code] of cases) {
      const ran = await sixfold(...args, "--json");
      if (code === "") expect(ran.code, args.join(" ")).not.to.equal(0);
      else expect([ran.code, errorOf(ran).code], args.join(" ")).to.deep.equal([2, code]);
    }
  });

  it("ends with 3 when the RPC endpoint does not answer, and says so without --json too", async () => {
    const path = file("away.json", deployment("http://127.0.0.1:1"));
    const json = await sixfold("project", "show", "1", "--deployment", path, "--json");
    expect([json.code, errorOf(json).code]).to.deep.equal([3, "CHAIN_RPC_UNREACHABLE"]);
    const text = await sixfold("project", "show", "1", "--deployment", path);
    expect([text.code, text.stdout]).to.deep.equal([3, ""]);
    expect(text.stderr).to.match(/^error {2}CHAIN_RPC_UNREACHABLE\nfield {2}--rpc\nvalue /);
  });

  it("ends with 2 when the endpoint serves another chain", async () => {
    const server = createServer((request, response) => {
      request.resume();
      response.end(JSON.stringify({ jsonrpc: "2.0", id: 1, result: "0x1" }));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const { port } = server.address() as AddressInfo;
    const path = file("other.json", deployment(`http://127.0.0.1:${port}`));
    const ran = await sixfold("credit", "show", "1", "--deployment", path, "--json");
    // Whatever it says: one that stays open would hold the whole run.
    server.close();
    expect([ran.code, errorOf(ran).code]).to.deep.equal([2, "CHAIN_ID"]);
  });

  it("ends with 1 when a CAR file is no bundle, and with 3 when the gateway is away", async () => {
    const broken = await sixfold("verify", file("broken.car", "not a CAR"), "--json");
    expect([broken.code, errorOf(broken).code]).to.deep.equal([1, "STORE_CAR_INVALID"]);
    const cid = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
    const away = await sixfold("verify", cid, "--gateway", "http://127.0.0.1:1", "--json");
    expect([away.code, errorOf(away).code]).to.deep.equal([3, "STORE_GATEWAY_UNREACHABLE"]);
  });

  it("never prints a key, wherever it was put", async () => {
    const path = file("away.json", deployment("http://127.0.0.1:1"));
    const signed = file("signed.json", {});
    const runs = await Promise.all([
      sixfold("report", "post", signed, "--key", `0x${SECRET}`, "--deployment", path),
      sixfold("credit", "issue", `0x${"1".repeat(64)}`, "--key", "env:SIXFOLD_TEST_SECRET", "--deployment", path),
      sixfold(
        "operator",
        "serve",
        "--key",
        "env:SIXFOLD_TEST_SECRET",
        "--memory",
        join(folder, "m.json"),
        "--deployment",
        path,
      ),
    ]);
    for (const { stdout, stderr, code } of runs) {
      expect(code).to.be.greaterThan(0);
      expect(`${stdout}${stderr}`.includes(SECRET), "a key is shown").to.equal(false);
    }
  });

  it("has no source that writes to the console past its output, or logs", () => {
    for (const part of ["oracle/attest", "oracle/chain", "oracle/cli"])
      for (const name of readdirSync(part, { recursive: true, encoding: "utf8" }).filter((path) =>
        path.endsWith(".ts"),
      ))
        expect(readFileSync(join(part, name), "utf8").includes("console."), `${part}/${name}`).to.equal(false);
  });
});
