import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";
import { create } from "ipfs-http-client";

import { parseCid } from "../../../oracle/store/cid.ts";
import { kuboStore } from "../../../oracle/store/kubo-store.ts";
import { dagOf, filesOf } from "../../helpers/bundles.ts";
import { skipWithout } from "../../helpers/skip-without.ts";
import { ipfsNode, startIpfsNode } from "../../helpers/ipfs-node.ts";
import { evidenceError, noise, sampleFiles } from "../core/evidence/samples.ts";

describe("evidence/kubo-store, against a real node", () => {
  let node: Awaited<ReturnType<typeof startIpfsNode>> | undefined;
  before(async function () {
    skipWithout(this, ipfsNode);
    this.timeout(60_000);
    node = await startIpfsNode();
  });
  after(() => node?.stop());

  it("puts a bundle, pins it and reads it back, under the CID of the embedded store", async () => {
    const kubo = kuboStore({ url: node!.url });
    const dag = await dagOf(sampleFiles());
    const { root } = dag;
    await kubo.put(dag);
    expect(await kubo.pinned(root)).to.equal(true);
    await using bundle = await kubo.get(root);
    const back = await filesOf(bundle.files);
    expect([...back.keys()].sort()).to.deep.equal([...sampleFiles().keys()].sort());
    for (const [path, bytes] of sampleFiles()) expect(back.get(path), path).to.deep.equal(bytes);
  });

  it("gets the same CID from the node's own importer, for files of one chunk and of more than 174", async function () {
    this.timeout(120_000);
    const files = new Map([...sampleFiles(), ["large.bin", noise(175 * 262_144 + 1, 13)]]);
    const { root: ours } = await dagOf(files);
    const source = [...files].map(([path, content]) => ({ path, content }));
    let theirs: string | undefined;
    const options = { cidVersion: 1, rawLeaves: true, wrapWithDirectory: true, pin: false } as const;
    for await (const { cid, path } of create({ url: node!.url }).addAll(source, options))
      if (path === "") theirs = cid.toString();
    expect(theirs).to.equal(ours.toString());
  });

  it("says so when a pin is lost", async () => {
    const kubo = kuboStore({ url: node!.url });
    const dag = await dagOf(new Map([["a", noise(100, 21)]]));
    const { root } = dag;
    await kubo.put(dag);
    await create({ url: node!.url }).pin.rm(root);
    expect(await kubo.pinned(root)).to.equal(false);
  });
});

describe("evidence/kubo-store, when the node fails", () => {
  const root = parseCid("bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354");

  it("names the node that can not be reached", async () => {
    const kubo = kuboStore({ url: "http://127.0.0.1:9" });
    const dag = await dagOf(sampleFiles());
    for (const call of [() => kubo.put(dag), () => kubo.get(root), () => kubo.pinned(root)])
      expect(await evidenceError(call)).to.include({
        code: "STORE_NODE_UNREACHABLE",
        failure: "infrastructure",
        field: "http://127.0.0.1:9",
      });
  });

  const answering = async (answer: (call: string) => unknown, work: (url: string) => Promise<unknown>) => {
    const server: Server = createServer((request, response) => {
      request.resume().on("end", () => {
        response.setHeader("content-type", "application/json");
        response.end(JSON.stringify(answer(request.url ?? "")));
      });
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    try {
      return (await evidenceError(() => work(`http://127.0.0.1:${(server.address() as AddressInfo).port}`))).code;
    } finally {
      server.closeAllConnections();
      server.close();
    }
  };

  it("refuses a node that names another root, and one that takes the blocks but pins nothing", async () => {
    const dag = await dagOf(new Map([["a", noise(9)]]));
    const put = (url: string) => kuboStore({ url }).put(dag);
    expect(await answering(() => ({ Root: { Cid: { "/": root.toString() } } }), put)).to.equal("STORE_NODE_CID");
    const unpinned = (call: string) =>
      call.includes("dag/import")
        ? { Root: { Cid: { "/": dag.root.toString() }, PinErrorMsg: "no space" } }
        : { Keys: {} };
    expect(await answering(unpinned, put)).to.equal("STORE_NODE_UNPINNED");
  });

  it("names a node that refuses an archive, and one that answers with something else", async () => {
    const dag = await dagOf(new Map([["a", noise(9)]]));
    const put = (url: string) => kuboStore({ url }).put(dag);
    expect(await answering(() => ({ Root: { Cid: 7 } }), put)).to.equal("STORE_NODE_REFUSED");
    const server = createServer((request, response) => {
      request.resume().on("end", () => response.writeHead(500).end("no space"));
    });
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const error = await evidenceError(() => put(`http://127.0.0.1:${(server.address() as AddressInfo).port}`));
    expect(error).to.include({ code: "STORE_NODE_REFUSED", failure: "infrastructure", value: "500 no space" });
    server.closeAllConnections();
    server.close();
  });

  it("does not wait for a silent node beyond its time limit", async () => {
    const server = createServer(() => undefined);
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    expect((await evidenceError(() => kuboStore({ url, timeoutMs: 100 }).pinned(root))).code).to.equal(
      "STORE_NODE_UNREACHABLE",
    );
    server.closeAllConnections();
    server.close();
  });
});
