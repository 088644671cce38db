import { readFileSync } from "node:fs";

import { expect } from "chai";

import { runProcess } from "../../../scripts/start/processes.ts";

const help = async (...command: readonly string[]): Promise<string> =>
  (await runProcess("oracle/cli/main.ts", [...command, "--help"])).stdout.replace(/\s+/g, " ");

describe("cli/help", function () {
  this.timeout(60_000);

  it("marks what a command can not go without, and where else it may come from", async () => {
    const [activate, analyse, verify] = await Promise.all([
      help("project", "activate"),
      help("analyse"),
      help("verify"),
    ]);
    expect(activate).to.contain("--verifier-url <url> the verifier's process (required)");
    expect(activate).to.contain("(env: SIXFOLD_KEY) (required)");
    expect(activate).to.contain(
      "--deployment <file> addresses of the contracts (JSON); required (env: SIXFOLD_DEPLOYMENT)",
    );
    for (const option of ["service <id>", "methodology <id>", "project <path>", "scenes <catalogue>", "out <folder>"])
      expect(analyse).to.match(new RegExp(`--${option} [^-]*\\(required\\)`));
    expect(analyse).not.to.match(/--workers <n> [^-]*\(required\)/);
    expect(verify).to.contain("required for a report or a certificate");
  });

  it("says what identifiers are, and how to choose an edge level", async () => {
    const [transfer, cover, register] = await Promise.all([
      help("credit", "transfer"),
      help("ground", "cover"),
      help("project", "register"),
    ]);
    expect(transfer).to.match(/batch-id number of the batch.* to address that .* amount-kg kg CO2e/);
    for (const text of [cover, register]) expect(text).to.match(/--edge-level <level> .*20 .* 16 .*\(required\)/);
    for (const name of [
      "certificate-show",
      "credit-issue",
      "credit-show",
      "credit-approve",
      "project-claim",
      "project-hand-over",
      "project-state-serials",
      "project-end",
      "project-release",
      "project-show",
      "report-show",
    ])
      expect(readFileSync(`oracle/cli/${name}.ts`, "utf8"), name).not.to.match(/argument\(\s*"<[a-z-]+>",\s*""/);
  });

  it("tells the package's version", async () => {
    const { version } = JSON.parse(readFileSync("package.json", "utf8")) as { version: string };
    expect((await runProcess("oracle/cli/main.ts", ["--version"])).stdout).to.equal(`${version}\n`);
  });
});
