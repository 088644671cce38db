import { createServer } from "node:http";
import type { Server } from "node:http";
import type { AddressInfo } from "node:net";

import { expect } from "chai";
import express from "express";
import type { CID } from "multiformats/cid";

import { memoryBlockStore } from "../../../oracle/store/block-store.ts";
import type { BlockStore } from "../../../oracle/store/block-store.ts";
import { carBytes } from "../../../oracle/store/car.ts";
import { fetchCar } from "../../../oracle/store/gateway-client.ts";
import { gatewayRouter } from "../../../oracle/store/gateway.ts";
import type { OpenBundle } from "../../../oracle/store/evidence-store.ts";
import { carOf, dagOf, storeFiles } from "../../helpers/bundles.ts";
import { evidenceError, flipBit, noise, sampleFiles } from "../core/evidence/samples.ts";

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};
const close = (server: Server) => {
  server.closeAllConnections();
  return new Promise((resolve) => server.close(resolve));
};

describe("evidence/gateway", () => {
  let blocks: BlockStore;
  let root: CID;
  let server: Server;
  let url: string;
  before(async () => {
    blocks = memoryBlockStore();
    ({ root } = await storeFiles(sampleFiles(), blocks));
    server = createServer(express().use(gatewayRouter(blocks)));
    url = await listen(server);
  });
  after(() => close(server));

  it("serves a raw block with the headers of the trustless gateway specification", async () => {
    const response = await fetch(`${url}/ipfs/${root.toString()}?format=raw`);
    expect(response.status).to.equal(200);
    expect(response.headers.get("content-type")).to.equal("application/vnd.ipld.raw");
    expect(response.headers.get("etag")).to.equal(`"${root.toString()}.raw"`);
    expect(response.headers.get("cache-control")).to.include("immutable");
    expect(response.headers.get("x-ipfs-path")).to.equal(`/ipfs/${root.toString()}`);
    expect(response.headers.get("x-content-type-options")).to.equal("nosniff");
    expect(response.headers.get("access-control-allow-origin")).to.equal("*");
    expect(new Uint8Array(await response.arrayBuffer())).to.deep.equal(await blocks.get(root));
  });

  it("serves a CAR by query and by Accept, byte for byte what export gives", async () => {
    const car = await carBytes({ root, blocks });
    const byQuery = await fetch(`${url}/ipfs/${root.toString()}?format=car`, { headers: { accept: "text/html" } });
    const byAccept = await fetch(`${url}/ipfs/${root.toString()}`, {
      headers: { accept: "application/vnd.ipld.car; version=1" },
    });
    for (const response of [byQuery, byAccept]) {
      expect(response.headers.get("content-type")).to.match(/^application\/vnd\.ipld\.car; version=1/);
      expect(new Uint8Array(await response.arrayBuffer())).to.deep.equal(car);
    }
  });

  it("serves what lies below a path", async () => {
    const response = await fetch(`${url}/ipfs/${root.toString()}/inputs/0/0-16384?format=raw`);
    expect(new Uint8Array(await response.arrayBuffer())).to.deep.equal(sampleFiles().get("inputs/0/0-16384"));
  });

  it("answers HEAD without a body and If-None-Match with 304", async () => {
    for (const format of ["raw", "car"]) {
      const target = `${url}/ipfs/${root.toString()}?format=${format}`;
      const head = await fetch(target, { method: "HEAD" });
      expect([head.status, (await head.arrayBuffer()).byteLength]).to.deep.equal([200, 0]);
      const cached = await fetch(target, { headers: { "if-none-match": head.headers.get("etag")! } });
      expect(cached.status).to.equal(304);
    }
  });

  it("answers 400, 404, 405 and 406 in words", async () => {
    const cid = root.toString();
    const missing = "bafybeiczsscdsbs7ffqz55asqdf3smv6klcw3gofszvwlyarci47bgf354";
    const raw = "?format=raw";
    const cases: [number, string, RegExp, RequestInit?][] = [
      [400, `/ipfs/hello${raw}`, /content identifier/],
      [400, `/ipfs/..%2f..%2fetc%2fpasswd${raw}`, /content identifier/],
      [400, `/ipfs/%E0%A4%A${raw}`, /percent-encoding/],
      [404, `/ipfs/${missing}${raw}`, /block store/],
      [404, `/ipfs/${cid}/no/such${raw}`, /exist in the directory/],
      [405, `/ipfs/${cid}${raw}`, /GET or HEAD/, { method: "POST" }],
      [406, `/ipfs/${cid}`, /format=raw/, { headers: { accept: "text/html" } }],
      [406, `/ipfs/${cid}?format=tar`, /format=raw/],
    ];
    for (const [status, path, text, init] of cases) {
      const response = await fetch(url + path, init);
      expect(response.status, path).to.equal(status);
      expect(response.headers.get("cache-control"), path).to.equal("no-store");
      expect(await response.text(), path).to.match(text);
    }
  });

  it("is read by the client, which needs nothing else to hold the bundle", async () => {
    await using bundle = await fetchCar(`${url}/`, root);
    expect(bundle.files.size).to.equal(sampleFiles().size);
  });

  it("breaks the transfer off when a block fails midway, and the client takes nothing", async () => {
    let reads = 0;
    const failing: BlockStore = { ...blocks, get: (cid) => (++reads > 6 ? blocks.get(root.toV1()).then(() => { throw new RangeError("disk"); }) : blocks.get(cid)) }; // prettier-ignore
    const broken = createServer(express().use(gatewayRouter(failing)));
    const error = await evidenceError(async () => fetchCar(await listen(broken), root));
    expect(error.code).to.match(/^STORE_(GATEWAY_UNREACHABLE|CAR_INVALID|BLOCK_MISSING)$/);
    await close(broken);
  });
});

describe("evidence/gateway-client", () => {
  const against = async (
    answer: Parameters<typeof createServer>[1],
    work: (url: string, root: CID) => Promise<OpenBundle>,
  ): Promise<string> => {
    const server = createServer(answer!);
    const { root } = await dagOf(sampleFiles());
    try {
      return (await evidenceError(async () => work(await listen(server), root))).code;
    } finally {
      await close(server);
    }
  };

  it("finds out a gateway that lies: other bytes, another bundle, a web page", async () => {
    const car = await carOf(sampleFiles());
    const other = await carOf(new Map([["a", noise(5)]]));
    const lie = (bytes: Uint8Array) =>
      against((_, response) => response.end(bytes), (url, cid) => fetchCar(url, cid)); // prettier-ignore
    expect(await lie(flipBit(car, car.length * 4))).to.match(/^STORE_(BLOCK_CORRUPT|CAR_INVALID)$/);
    expect(await lie(other)).to.equal("STORE_CAR_ROOT");
    expect(await lie(new TextEncoder().encode("<html></html>"))).to.equal("STORE_CAR_INVALID");
  });

  it("stops at the size limit, at the time limit, at an error status and at a closed port", async () => {
    const endless = await against(
      (_, response) => {
        const timer = setInterval(() => response.write(noise(65_536)), 1);
        response.on("close", () => clearInterval(timer));
      },
      (url, cid) => fetchCar(url, cid, { limitBytes: 200_000 }),
    );
    expect(endless).to.match(/^STORE_CAR_(TOO_LARGE|INVALID)$/);
    const silent = await against(() => undefined, (url, cid) => fetchCar(url, cid, { timeoutMs: 50 })); // prettier-ignore
    expect(silent).to.equal("STORE_GATEWAY_UNREACHABLE");
    const gone = await against((_, response) => response.writeHead(410).end(), (url, cid) => fetchCar(url, cid)); // prettier-ignore
    expect(gone).to.equal("STORE_GATEWAY_REFUSED");
    const closed = await against(() => undefined, (_, cid) => fetchCar("http://127.0.0.1:9", cid)); // prettier-ignore
    expect(closed).to.equal("STORE_GATEWAY_UNREACHABLE");
  });
});
