import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { builtinModules } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { codeDigest } from "../../../oracle/pipeline/code-digest.ts";
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
      "oracle/core/program/run-service.ts",
      "oracle/core/program/run-task.ts",
      "oracle/pipeline/replay.ts",
      "oracle/core/wasm/module.ts",
      "oracle/core/services/paddy/paddy-ipcc-2019.ts",
    ]);
    expect(
      ours.filter((path) => /^oracle\/(cli|chain|attest)\/|\/(node|thread|shared|folder)-/.test(path)),
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
        expect(outcome, name).to.match(/Could not resolve "(node:)?(fs|zlib|url)"/);
      }
    } finally {
      rmSync(folder, { recursive: true });
    }
  });

  it("has the identity of the code that it was made from", async () => {
    const { version, digest } = await codeDigest();
    const code = new TextDecoder().decode(bundle.files.get("sixfold.js"));
    expect([...bundle.files.keys()].sort()).to.deep.equal(["sixfold.js", "worker.js"]);
    expect(code).to.include(`version: "${version}", digest: "${digest}"`);
  });

  it("gives no identity where something else made the bundle", async () => {
    const { codeIdentity } = await import("../../../oracle/browser.ts");
    expect(codeIdentity).to.throw().with.property("code", "BROWSER_CODE_UNKNOWN");
  });
});
