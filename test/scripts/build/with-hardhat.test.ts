import { spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, readdirSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

const ROOT = resolve(import.meta.dirname, "../../..");
const CONFIG = (plugins: string) => `
import { fileURLToPath } from "node:url";
import { defineConfig } from "hardhat/config";
import { wholeOutput } from ${JSON.stringify(pathToFileURL(join(ROOT, "scripts/build/whole-output.ts")).href)};
const compiler = { version: "0.8.37", path: fileURLToPath(import.meta.resolve("solc/soljson.js")) };
export default defineConfig({
  plugins: [${plugins}],
  solidity: { profiles: { default: compiler } },
  networks: { node: { type: "edr-simulated", chainId: 31337 } },
});
`;
/** A node as `npm start` starts it: it reads every output of the compiler that lies there. */
const SERVE = `
import hre from "hardhat";
const server = await hre.network.createServer("node", "127.0.0.1", 0);
await server.listen();
await server.close();
process.exit(0);
`;
/** Hardhat tells its children which config it runs by; these projects have one of their own. */
const environment = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("HARDHAT_")));
const run = (cwd: string, ...args: readonly string[]) =>
  spawnSync(process.execPath, args, { cwd, encoding: "utf8", env: environment });
const HEADER = "// SPDX-License-Identifier: Apache-2.0\npragma solidity 0.8.37;\n";

describe("wholeOutput", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-output-"));
  const hardhat = (...args: readonly string[]) =>
    run(folder, join(ROOT, "node_modules/hardhat/dist/src/cli.js"), ...args, "--force");

  before(() => {
    mkdirSync(join(folder, "contracts"));
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "sources", type: "module" }));
    writeFileSync(join(folder, "contracts", "Seven.sol"), `${HEADER}uint256 constant SEVEN = 7;\n`);
    writeFileSync(join(folder, "serve.ts"), SERVE);
  });
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("lets a node start beside sources that were compiled without a contract among them", () => {
    writeFileSync(join(folder, "hardhat.config.ts"), CONFIG(""));
    expect(hardhat("build", "contracts/Seven.sol").status).to.equal(0);
    expect(run(folder, "serve.ts").stderr, "without it").to.contain("missing field `contracts`");
    writeFileSync(join(folder, "hardhat.config.ts"), CONFIG("wholeOutput"));
    expect(hardhat("build", "contracts/Seven.sol").status).to.equal(0);
    const { status, stderr } = run(folder, "serve.ts");
    expect([status, stderr], "with it").to.deep.equal([0, ""]);
  });
});

describe("build profiles", () => {
  it("give the same output, so that no task throws another's away", async () => {
    const { default: hre } = await import("hardhat");
    const { default: one, production: other } = hre.config.solidity.profiles;
    expect(other).to.deep.equal(one);
  });
});

describe("npm start", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-checkout-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("refuses a checkout whose contracts do not compile, and starts nothing", () => {
    for (const name of ["contracts", "oracle", "scripts", "package.json", "package-lock.json", "hardhat.config.ts"])
      spawnSync("cp", ["-R", join(ROOT, name), folder]);
    symlinkSync(join(ROOT, "node_modules"), join(folder, "node_modules"));
    mkdirSync(join(folder, ".sixfold"));
    const installed = createHash("sha256")
      .update(readFileSync(join(folder, "package-lock.json")))
      .update(process.execPath);
    writeFileSync(join(folder, ".sixfold", "installed"), installed.digest("hex"));
    const contract = join(folder, "contracts", "CarbonCredit.sol");
    writeFileSync(contract, `${readFileSync(contract, "utf8")}this is no solidity\n`);
    const { status, stdout, stderr } = run(folder, "scripts/launch.mjs", "start", "--once");
    expect([status, stdout]).to.deep.equal([1, ""]);
    expect(stderr).to.contain("CarbonCredit.sol").and.to.contain("sixfold: the contracts do not compile");
    expect(readdirSync(join(folder, ".sixfold"))).to.not.include("built.json");
  });
});
