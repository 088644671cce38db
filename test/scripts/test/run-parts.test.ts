import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { root } from "../../../scripts/run.ts";

const urlOf = (path: string): string => JSON.stringify(pathToFileURL(join(root, path)).href);

/** Tests that pass, fail and are skipped in each way there is. */
const MIXED = `
import { skipWithout } from ${urlOf("test/helpers/skip-without.ts")};
const requirement = (name, met) => ({ name, isMet: () => met, hint: "Buy one." });
describe("outer", () => {
  it("passes", () => skipWithout({}, requirement("A pony", true)));
  it("wants a horse", function () { skipWithout(this, requirement("A horse", false)); });
  it.skip("is off", () => {});
  describe("inner", () => {
    before(function () { skipWithout(this, requirement("A stable", false)); });
    it("sleeps", () => {});
    describe("innermost", () => it("dreams", () => {}));
  });
});
`;
const FAILING = `${MIXED}
describe("bad", () => {
  it("fails", () => { throw new Error("as it should"); });
});
`;
const NOTHING = "";
const DYING = `it("ends the process", () => process.exit(0));`;

describe("running the parts of npm test", function () {
  this.timeout(120_000);
  const folder = mkdtempSync(join(tmpdir(), "sixfold-parts-"));
  after(() => rmSync(folder, { recursive: true }));

  type Ran = { readonly exitCode: number; readonly lines: readonly string[] };

  /** Runs test files as `npm test` does, each a part of its own, one after the other or side by side. */
  const run = (files: readonly string[], beside: boolean): Ran => {
    const paths = files.map((text, index) => {
      const path = join(folder, `${index}.mjs`);
      writeFileSync(path, text);
      return path;
    });
    const script = `
      import { runParts, typescriptPart } from ${urlOf("scripts/test/run-parts.ts")};
      const parts = ${JSON.stringify(paths)}.map((path, i) => typescriptPart("Runner " + i, "Part " + i, [path]));
      process.exitCode = await runParts(${JSON.stringify(beside)} ? [parts] : parts.map((part) => [part]));
    `;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stderr, "everything is said in one stream").to.equal("");
    return { exitCode: status!, lines: stdout.trimEnd().split("\n") };
  };

  const runFiles = (...files: readonly string[]): Ran => run(files, false);

  it("tells why tests were skipped and how to run them, and ends with the counts", () => {
    const { exitCode, lines } = runFiles(MIXED);
    expect(exitCode).to.equal(0);
    expect(lines.slice(lines.indexOf("== Summary"))).to.deep.equal([
      "== Summary",
      "skipped: A horse is not there. Buy one.",
      "  outer: wants a horse",
      "skipped: no reason was given",
      "  outer: is off",
      "skipped: A stable is not there. Buy one.",
      "  outer inner: sleeps",
      "  outer inner innermost: dreams",
      "Runner 0 1 passed, 0 failed, 4 skipped",
      "1 passed, 0 failed, 4 skipped",
    ]);
  });

  it("runs the next part after a failed one, sums both up and exits with 1", () => {
    const { exitCode, lines } = runFiles(FAILING, MIXED);
    expect(exitCode).to.equal(1);
    expect(lines.slice(-3)).to.deep.equal([
      "failed: bad fails",
      "Runner 0 1 passed, 1 failed, 4 skipped; Runner 1 1 passed, 0 failed, 4 skipped",
      "2 passed, 1 failed, 8 skipped",
    ]);
    const order = ["== Part 0", "== Part 0: failed", "== Part 1", "== Summary"].map((line) => lines.indexOf(line));
    expect(order).to.deep.equal(order.toSorted((a, b) => a - b));
    expect(order[0]).to.be.greaterThan(-1);
  });

  it("runs parts side by side, and prints each whole, in their order", () => {
    // The first waits for the second, which can so be no later part: it has begun, and ended before.
    const sign = JSON.stringify(join(folder, "sign"));
    const waits = `
      import { existsSync } from "node:fs";
      it("waits", async () => { while (!existsSync(${sign})) await new Promise((done) => setTimeout(done, 20)); });`;
    const signals = `import { writeFileSync } from "node:fs"; it("signals", () => writeFileSync(${sign}, ""));`;
    const { exitCode, lines } = run([waits, signals], true);
    expect(exitCode).to.equal(0);
    const at = (part: string): number => lines.findIndex((line) => line.includes(part));
    const order = ["== Part 0", "waits", "== Part 1", "signals", "== Summary"].map(at);
    expect(order).to.deep.equal(order.toSorted((a, b) => a - b));
    expect(order[0]).to.be.greaterThan(-1);
  });

  it("takes neither a run without a test nor one that ended early for a success", () => {
    const { exitCode, lines } = runFiles(NOTHING, DYING);
    expect(exitCode).to.equal(1);
    expect(lines.slice(-4)).to.deep.equal([
      "failed: Runner 0 ran no test",
      "failed: Runner 1 ended with exit code 0 before it said what became of its tests",
      "Runner 0 0 passed, 1 failed, 0 skipped; Runner 1 0 passed, 1 failed, 0 skipped",
      "0 passed, 2 failed, 0 skipped",
    ]);
  });
});

describe("skipping", () => {
  it("is done by skipWithout alone, so that nothing is skipped without a word", () => {
    const silent = readdirSync(join(root, "test"), { recursive: true, encoding: "utf8" })
      .filter(
        (path) => path.endsWith(".ts") && !path.endsWith("run-parts.test.ts") && !path.endsWith("skip-without.ts"),
      )
      .filter((path) => /\.(skip|only)\(|\bx(it|describe)\(/.test(readFileSync(join(root, "test", path), "utf8")));
    expect(silent).to.deep.equal([]);
  });
});
