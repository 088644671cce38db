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

  /** Runs test files as `npm test` does, each a part of its own. */
  const runFiles = (...files: readonly string[]): { readonly exitCode: number; readonly lines: readonly string[] } => {
    const paths = files.map((text, index) => {
      const path = join(folder, `${index}.mjs`);
      writeFileSync(path, text);
      return path;
    });
    const script = `
      import { runParts, typescriptPart } from ${urlOf("scripts/test/run-parts.ts")};
      process.exitCode = runParts(${JSON.stringify(paths)}.map((path, i) => typescriptPart("Part " + i, [path])));
    `;
    const { status, stdout, stderr } = spawnSync(process.execPath, ["--input-type=module", "-e", script], {
      cwd: root,
      encoding: "utf8",
    });
    expect(stderr, "everything is said in one stream").to.equal("");
    return { exitCode: status!, lines: stdout.trimEnd().split("\n") };
  };

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
      "TypeScript 1 passed, 0 failed, 4 skipped",
      "1 passed, 0 failed, 4 skipped",
    ]);
  });

  it("runs the next part after a failed one, sums both up and exits with 1", () => {
    const { exitCode, lines } = runFiles(FAILING, MIXED);
    expect(exitCode).to.equal(1);
    expect(lines.slice(-3)).to.deep.equal([
      "failed: bad fails",
      "TypeScript 1 passed, 1 failed, 4 skipped; TypeScript 1 passed, 0 failed, 4 skipped",
      "2 passed, 1 failed, 8 skipped",
    ]);
    const order = ["== Part 0", "== Part 0: failed", "== Part 1", "== Summary"].map((line) => lines.indexOf(line));
    expect(order).to.deep.equal(order.toSorted((a, b) => a - b));
    expect(order[0]).to.be.greaterThan(-1);
  });

  it("takes neither a run without a test nor one that ended early for a success", () => {
    const { exitCode, lines } = runFiles(NOTHING, DYING);
    expect(exitCode).to.equal(1);
    expect(lines.slice(-4)).to.deep.equal([
      "failed: TypeScript ran no test",
      "failed: TypeScript ended with exit code 0 before it said what became of its tests",
      "TypeScript 0 passed, 1 failed, 0 skipped; TypeScript 0 passed, 1 failed, 0 skipped",
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
