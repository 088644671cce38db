import { createHash } from "node:crypto";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";
import { importer } from "ipfs-unixfs-importer";

import { runProcess } from "../../../scripts/start/processes.ts";

describe("cli/program", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-program-"));
  after(() => rmSync(folder, { recursive: true, force: true }));

  it("writes a methodology's program and names it by its bytes", async () => {
    const out = join(folder, "program.mjs");
    const { stdout } = await runProcess("oracle/cli/main.ts", [
      "program",
      "burn-severity-pair",
      "--out",
      out,
      "--json",
    ]);
    const bytes = readFileSync(out);
    const said = JSON.parse(stdout) as Readonly<Record<string, unknown>>;
    expect(said).to.include({ methodology: "burn-severity-pair", bytes: bytes.length, out });
    expect(said["sha256"]).to.equal(`0x${createHash("sha256").update(bytes).digest("hex")}`);
    const kept = { put: async <T>(cid: T): Promise<T> => cid };
    const blocks = importer([{ content: bytes }], kept as never, { cidVersion: 1, rawLeaves: true });
    let cid = "";
    for await (const entry of blocks) cid = entry.cid.toString();
    expect(said["cid"]).to.equal(cid);
  });

  it("refuses a methodology that is none, as usage", async () => {
    const { exitCode, stdout } = await runProcess("oracle/cli/main.ts", [
      "program",
      "none",
      "--out",
      join(folder, "none.mjs"),
      "--json",
    ]);
    expect(exitCode).to.equal(2);
    expect(stdout).to.include("PROGRAM_METHODOLOGY");
  });
});
