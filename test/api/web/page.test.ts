import { expect } from "chai";
import express from "express";

import { pageHandler } from "../../../api/web/page.ts";
import type { PageFiles } from "../../../api/web/page.ts";
import { listen } from "../../../oracle/attest/attest-server.ts";
import type { Listening } from "../../../oracle/attest/attest-server.ts";
import { bundlePage } from "../../../scripts/page/bundle.ts";

/** Scripts that a view waits for: what is loaded when it is asked for is not. */
const MOST_FIRST_BYTES = 200 * 1024;

const text = (bytes: Uint8Array): string => Buffer.from(bytes).toString("utf8");

/** A script and whatever it imports before it runs. */
const firstLoaded = (files: PageFiles, name: string, seen = new Set<string>()): ReadonlySet<string> => {
  if (seen.has(name)) return seen;
  seen.add(name);
  for (const [, next] of text(files.get(name)!).matchAll(
    /(?:^|[;}\n])\s*import\s*(?:[\w{}$,*\s]+from)?\s*"\.\/([^"]+)"/g,
  ))
    firstLoaded(files, next!, seen);
  return seen;
};

describe("api/web/page", function () {
  this.timeout(60_000);
  let files: PageFiles;
  let server: Listening;
  before(async () => {
    files = await bundlePage();
    const app = express();
    app.use(
      pageHandler(files, {
        gateways: ["https://gateway.example/x"],
        rpcUrl: "http://127.0.0.1:1/key",
        relay: "https://relay.example/y",
      }),
    );
    app.use((_request, response) => void response.status(404).send("left to others"));
    server = await listen(app, 0);
  });
  after(() => server?.close());
  const get = (path: string, method = "GET") => fetch(server.url + path, { method });

  it("is the same document at each of its addresses, and leaves all others", async () => {
    const shell = await (await get("/")).text();
    for (const path of [
      "/projects",
      "/projects/1",
      `/reports/0x${"a".repeat(64)}`,
      "/certificates/7",
      "/ground",
      "/search?q=x",
    ])
      expect(await (await get(path)).text(), path).to.equal(shell);
    for (const path of [
      "/v1/projects",
      "/projects/1/ground",
      "/projects/x",
      "/reports/0x1",
      "/page/0/main.js",
      "/healthz",
    ])
      expect((await get(path)).status, path).to.equal(404);
    expect((await get("/projects", "POST")).status).to.equal(404);
    expect(shell).not.to.match(/<script(?![^>]*src=)|style=|onclick|https?:/);
  });

  it("allows scripts of its own alone, and talks to nobody but its server, gateways, the chain's endpoint and a relayer", async () => {
    const policy = (await get("/")).headers.get("content-security-policy")!;
    expect(policy.split("; ")).to.include.members([
      "default-src 'none'",
      "script-src 'self' 'wasm-unsafe-eval'",
      "style-src 'self'",
      "connect-src 'self' https://gateway.example http://127.0.0.1:1 https://relay.example",
      "frame-ancestors 'none'",
      "base-uri 'none'",
    ]);
    expect(policy).not.to.match(/unsafe-inline|unsafe-eval'(?<!wasm-unsafe-eval')|\*/);
  });

  it("gives each of its files for good, below a name that changes with any of them", async () => {
    const shell = await (await get("/")).text();
    const [, folder] = /src="(\/page\/[0-9a-f]{16})\/main\.js"/.exec(shell)!;
    for (const [name, bytes] of files) {
      const response = await get(`${folder}/${name}`);
      expect(response.headers.get("cache-control"), name).to.equal("public, max-age=31536000, immutable");
      expect(response.headers.get("content-type"), name).to.match(/^text\/(javascript|css)/);
      expect(Buffer.from(await response.arrayBuffer()).equals(bytes), name).to.equal(true);
    }
    expect((await get(`${folder}/..%2fmain.js`)).status).to.equal(404);
    const changed = new Map(files).set("style.css", new Uint8Array(1));
    const app = express().use(pageHandler(changed, { gateways: [], rpcUrl: null, relay: null }));
    const other = await listen(app, 0);
    expect(await (await fetch(other.url)).text()).not.to.contain(folder);
    await other.close();
  });

  it("loads at most 200 KiB of script before a view, and workers in one piece", () => {
    const first = [...firstLoaded(files, "main.js")];
    expect(first.reduce((sum, name) => sum + files.get(name)!.length, 0)).to.be.at.most(MOST_FIRST_BYTES);
    // The rest is there, and is loaded when it is asked for.
    expect([...files.keys()].filter((name) => name.endsWith(".js") && !first.includes(name))).to.have.lengthOf.above(3);
    for (const name of ["worker.js", "run-worker.js"]) expect([...firstLoaded(files, name)]).to.deep.equal([name]);
  });

  it("is the same bytes each time, and holds no key", async () => {
    expect([...(await bundlePage())].map(([name]) => name)).to.deep.equal([...files.keys()]);
    for (const [name, bytes] of files) expect(text(bytes), name).not.to.match(/test test test|mnemonic/i);
  });
});
