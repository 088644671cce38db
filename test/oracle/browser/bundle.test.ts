import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { bundleForBrowser, PRODUCT } from "../../../scripts/browser/bundle.ts";
import type { BrowserBundle } from "../../../scripts/browser/bundle.ts";
import { root } from "../../../scripts/run.ts";

/** Names that Node has and a browser does not. */
const NODE_NAMES = /(?<![\w.$"'`-])(Buffer|process|__dirname|__filename|setImmediate|require)\s*[.(]/;

describe("scripts/browser/bundle", function () {
  this.timeout(60_000);
  let bundle: BrowserBundle;
  before(async () => {
    bundle = await bundleForBrowser(PRODUCT);
  });

  it("holds the whole re-run and the workers, and nothing of the command line, the chain or the disk", () => {
    const ours = [...bundle.modules.keys()].filter((path) => !path.startsWith("node_modules/"));
    expect(ours).to.include.members([
      "oracle/engine/browser-run-worker.ts",
      "oracle/engine/browser-runner.ts",
      "oracle/pipeline/replay.ts",
    ]);
    expect(
      ours.filter((path) =>
        /^oracle\/(cli|chain|attest)\/|\/(sealed-(process|runner|run|work)|thread|shared|folder)-?/.test(path),
      ),
    ).to.deep.equal([]);
  });

  it("test_L13_what_re_runs_a_bundle_reaches_no_Node_API", () => {
    const builtins = new Set([...builtinModules, ...builtinModules.map((name) => `node:${name}`)]);
    const reached = [...bundle.modules].flatMap(([path, imports]) =>
      imports.filter((target) => builtins.has(target) || target.startsWith("node:")).map((to) => `${path} -> ${to}`),
    );
    expect(reached).to.deep.equal([]);
    const without = [...bundle.modules].filter(([, imports]) => imports.some((to) => to.startsWith("(disabled):")));
    expect(without.map(([path]) => path)).to.deep.equal([]);

    const named = [...bundle.modules.keys()]
      .filter((path) => path.startsWith("oracle/"))
      .filter((path) => NODE_NAMES.test(readFileSync(join(root, path), "utf8")));
    expect(named).to.deep.equal([]);
  });

  it("fails on a Node API, in our own code or behind it", async () => {
    const folder = mkdtempSync(join(tmpdir(), "sixfold-bundle-"));
    const reaching = {
      "import.ts": 'import { readFileSync } from "node:fs";\nexport const read = () => readFileSync("x");\n',
      "bare.ts": 'export { readFileSync } from "fs";\n',
      "dynamic.ts": 'export const zlib = () => import("node:zlib");\n',
      "behind.ts": `export { threadCrew } from ${JSON.stringify(join(root, "oracle/engine/thread-crew.ts"))};\n`,
    };
    try {
      for (const [name, code] of Object.entries(reaching)) {
        writeFileSync(join(folder, name), code);
        const outcome = await bundleForBrowser({ entry: join(folder, name) }).catch((error: unknown) => String(error));
        expect(outcome, name).to.match(/Could not resolve "(node:)?(fs|zlib|worker_threads)"/);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("is an entry and two workers, and holds no methodology: bundles bring their own", () => {
    expect([...bundle.files.keys()].sort()).to.deep.equal(["run-worker.js", "sixfold.js", "worker.js"]);
    expect([...bundle.modules.keys()].filter((path) => path.startsWith("oracle/core/services/paddy/"))).to.deep.equal(
      [],
    );
  });
});
