import { mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { services } from "../../../oracle/core/services/index.ts";
import { runProcess } from "../../../scripts/start/processes.ts";

const MAIN = "oracle/cli/main.ts";

describe("project init", function () {
  this.timeout(60_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-init-"));
  after(() => rmSync(folder, { recursive: true, force: true }));
  const init = (out: string, methodology: string, service = "paddy") =>
    runProcess(MAIN, ["project", "init", out, "--service", service, "--methodology", methodology]);

  for (const { id, methodology, example } of services())
    it(`writes an example of ${methodology} that passes the check as it is`, async () => {
      const out = join(folder, "deep", methodology);
      const { exitCode, stdout } = await init(out, methodology, id);
      expect(exitCode).to.equal(0);
      expect(stdout.includes("fields.geojson")).to.equal("fields.geojson" in example);
      expect(stdout).to.contain(`next     sixfold project check ${out}`);
      expect(readdirSync(out).sort()).to.deep.equal(Object.keys(example).sort());
      const checked = await runProcess(MAIN, ["project", "check", out, "--json"]);
      expect(checked.exitCode, checked.stdout).to.equal(0);
      expect(JSON.parse(checked.stdout)).to.deep.include({ ok: true, methodology, notes: [] });
    });

  it("overwrites nothing, and leaves a folder as it was when it refuses", async () => {
    const out = mkdtempSync(join(folder, "own-"));
    writeFileSync(join(out, "parameters.json"), "mine");
    const { exitCode, stderr } = await init(out, "paddy-ipcc-2019");
    expect(exitCode).to.equal(2);
    expect(stderr).to.contain(join(out, "parameters.json")).and.to.contain("nothing is overwritten");
    expect(readdirSync(out)).to.deep.equal(["parameters.json"]);
    expect(readFileSync(join(out, "parameters.json"), "utf8")).to.equal("mine");
  });

  it("refuses a methodology that there is not, and says which there are", async () => {
    const { exitCode, stderr } = await init(join(folder, "none"), "paddy");
    expect(exitCode).to.equal(2);
    expect(stderr).to.contain("paddy/paddy-japan-naro");
  });
});
