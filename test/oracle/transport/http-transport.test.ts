import { gzipSync } from "node:zlib";

import { expect } from "chai";

import { httpRequest } from "../../../oracle/transport/http-request.ts";
import { httpTransport } from "../../../oracle/transport/http-transport.ts";
import { readJson } from "../../../oracle/scenes/read-json.ts";
import { transportFor } from "../../../oracle/transport/transport-for.ts";
import { localPolicy, sceneCode, sendJson, sendRange, serve } from "../../helpers/stac-server.ts";
import type { LocalServer } from "../../helpers/stac-server.ts";

const bytes = Uint8Array.from({ length: 40_000 }, (_, i) => (i * 31) & 255);

const gzipBomb = gzipSync(Buffer.alloc(20_000_000));

describe("httpTransport", () => {
  let server: LocalServer;
  let tries = 0;

  before(async () => {
    server = await serve((request, response) => {
      const { pathname } = new URL(request.url ?? "/", "http://x");
      const total = bytes.length;
      switch (pathname) {
        case "/good":
          return sendRange(request, response, bytes, { etag: '"a"', "last-modified": "Mon, 01 Jan 2024 00:00:00 GMT" });
        case "/ignores":
          return void response.writeHead(200).end(bytes);
        case "/ignores-large":
          return void response.writeHead(200).end(new Uint8Array(300_000));
        case "/endless":
          return void (() => {
            response.writeHead(200);
            const more = (): void => {
              while (!response.destroyed && response.write(new Uint8Array(65_536)));
              if (!response.destroyed) response.once("drain", more);
            };
            more();
          })();
        case "/other-range":
          return void response.writeHead(206, { "content-range": `bytes 5-9/${total}` }).end(bytes.slice(5, 10));
        case "/short":
          return void response.writeHead(206, { "content-range": `bytes 0-9/${total}` }).end(bytes.slice(0, 4));
        case "/no-content-range":
          return void response.writeHead(206).end(bytes.slice(0, 10));
        case "/cut":
          response.writeHead(206, { "content-range": `bytes 0-9/${total}`, "content-length": "10" });
          response.write(bytes.slice(0, 4));
          return void setTimeout(() => response.destroy(), 10);
        case "/stall":
          response.writeHead(206, { "content-range": `bytes 0-9/${total}`, "content-length": "10" });
          return void response.write(bytes.slice(0, 1));
        case "/silent":
          return undefined;
        case "/slow-loris": {
          response.writeHead(206, {
            "content-range": `bytes 0-${total - 1}/${total}`,
            "content-length": String(total),
          });
          const drip = setInterval(() => response.write(Uint8Array.of(1)), 50);
          return void response.on("close", () => clearInterval(drip));
        }
        case "/to-metadata":
          return void response.writeHead(302, { location: "http://169.254.169.254/latest/meta-data" }).end();
        case "/to-mapped":
          return void response.writeHead(302, { location: "http://[::ffff:10.0.0.1]/" }).end();
        case "/to-decimal":
          return void response.writeHead(302, { location: "http://2130706434/" }).end();
        case "/to-file":
          return void response.writeHead(302, { location: "file:///etc/passwd" }).end();
        case "/to-self":
          return void response.writeHead(302, { location: "/to-self" }).end();
        case "/to-good":
          return void response.writeHead(307, { location: "/good" }).end();
        case "/gzip":
          return void response.writeHead(200, { "content-encoding": "gzip" }).end(gzipBomb);
        case "/changes":
          tries += 1;
          return sendRange(request, response, bytes, { etag: `"${tries}"` });
        case "/grows":
          tries += 1;
          return sendRange(request, response, bytes.slice(0, total - tries));
        case "/busy":
          tries += 1;
          return tries < 3
            ? void response.writeHead(tries === 1 ? 429 : 503).end()
            : sendRange(request, response, bytes);
        case "/resets":
          tries += 1;
          return tries < 3 ? void request.socket.destroy() : sendRange(request, response, bytes);
        case "/down":
          tries += 1;
          return void response.writeHead(503).end();
        case "/empty":
          return void response.writeHead(200).end();
        case "/big-json":
          return sendJson(response, { text: "x".repeat(300_000) });
        case "/bad-json":
          return void response.writeHead(200).end('{"a":');
        default:
          return void response.writeHead(404).end();
      }
    });
  });
  after(() => server.close());
  beforeEach(() => {
    tries = 0;
  });

  const read = (path: string, start = 0, end = 10): Promise<Uint8Array> =>
    httpTransport(localPolicy).read(`${server.origin}${path}`, { start, end });

  it("reads exactly the bytes asked for and records what the server said of the file", async () => {
    expect(await read("/good", 1000, 20_000)).to.deep.equal(bytes.slice(1000, 20_000));
    expect(await httpTransport(localPolicy).head(`${server.origin}/good`)).to.deep.equal({
      size: bytes.length,
      etag: '"a"',
      lastModified: "Mon, 01 Jan 2024 00:00:00 GMT",
    });
  });

  it("follows a redirect to a public place and slices a small file from a server without ranges", async () => {
    expect(await read("/to-good", 5, 9)).to.deep.equal(bytes.slice(5, 9));
    const transport = httpTransport(localPolicy);
    const before = server.hits.length;
    await Promise.all([1, 2, 3].map((i) => transport.read(`${server.origin}/ignores`, { start: i, end: 30_000 })));
    expect(server.hits.length - before).to.equal(1);
  });

  it("retries a bounded number of times", async () => {
    expect(await read("/busy")).to.deep.equal(bytes.slice(0, 10));
    tries = 0;
    expect(await read("/resets")).to.deep.equal(bytes.slice(0, 10));
    tries = 0;
    expect(await sceneCode(read("/down"))).to.equal("TRANSPORT_HTTP_STATUS");
    expect(tries).to.equal(1 + localPolicy.retries);
  });

  const faults: readonly (readonly [string, string])[] = [
    ["/ignores-large", "TRANSPORT_TOO_LARGE"],
    ["/endless", "TRANSPORT_TOO_LARGE"],
    ["/other-range", "TRANSPORT_RANGE_RESPONSE"],
    ["/short", "TRANSPORT_RANGE_RESPONSE"],
    ["/no-content-range", "TRANSPORT_RANGE_RESPONSE"],
    ["/silent", "TRANSPORT_STALLED"],
    ["/to-metadata", "TRANSPORT_PRIVATE_ADDRESS"],
    ["/to-mapped", "TRANSPORT_PRIVATE_ADDRESS"],
    ["/to-decimal", "TRANSPORT_PRIVATE_ADDRESS"],
    ["/to-file", "TRANSPORT_SCHEME"],
    ["/to-self", "TRANSPORT_REDIRECT"],
    ["/gzip", "TRANSPORT_ENCODING"],
    ["/empty", "TRANSPORT_EMPTY"],
    ["/missing", "TRANSPORT_HTTP_STATUS"],
  ];
  for (const [path, code] of faults) {
    it(`answers ${path} with ${code}`, async () => {
      expect(await sceneCode(read(path))).to.equal(code);
    });
  }

  it("answers a cut, a stalled and a dripping response", async () => {
    const request = { method: "GET", headers: { range: "bytes=0-9" }, maxBytes: 50_000, accept: [206] } as const;
    const ask = (path: string) => sceneCode(httpRequest(`${server.origin}${path}`, request, localPolicy));
    expect(await ask("/cut")).to.be.oneOf(["TRANSPORT_TRUNCATED_RESPONSE", "TRANSPORT_CONNECTION"]);
    expect(await ask("/stall")).to.equal("TRANSPORT_STALLED");
    expect(await ask("/slow-loris")).to.equal("TRANSPORT_TIMEOUT");
  });

  it("notices a file that changes half-way", async () => {
    expect(await sceneCode(read("/changes"))).to.equal("TRANSPORT_CHANGED");
    expect(await sceneCode(read("/grows"))).to.equal("TRANSPORT_CHANGED");
  });

  it("reaches private addresses and names that resolve to them only where listed", async () => {
    const closed = httpTransport({ ...localPolicy, allowPrivateHosts: [] });
    const { port } = new URL(server.origin);
    for (const host of ["127.0.0.1", "localhost", "[::1]", "[::ffff:127.0.0.1]", "0x7f.1"]) {
      expect(await sceneCode(closed.head(`http://${host}:${port}/good`)), host).to.equal("TRANSPORT_PRIVATE_ADDRESS");
    }
    const named = httpTransport({ ...localPolicy, allowPrivateHosts: ["localhost"] });
    expect((await named.head(`http://localhost:${port}/good`)).size).to.equal(bytes.length);
  });

  it("refuses credentials in hrefs and other schemes", async () => {
    const transport = transportFor(localPolicy);
    expect(await sceneCode(transport.head("http://user:secret@127.0.0.1/"))).to.equal("TRANSPORT_CREDENTIALS");
    for (const href of ["s3://bucket/key.tif", "ftp://host/x", "file:///etc/passwd", "data:,x"]) {
      expect(await sceneCode(transport.head(href)), href).to.equal("TRANSPORT_SCHEME");
    }
  });

  it("limits and checks JSON documents", async () => {
    const source = { policy: localPolicy, transport: transportFor(localPolicy) };
    expect(await sceneCode(readJson(`${server.origin}/big-json`, source))).to.equal("TRANSPORT_TOO_LARGE");
    expect(await sceneCode(readJson(`${server.origin}/bad-json`, source))).to.equal("SCENE_JSON");
  });

  it("stops when told to", async () => {
    const signal = AbortSignal.timeout(30);
    expect(await sceneCode(httpTransport(localPolicy).head(`${server.origin}/silent`, signal))).to.equal(
      "TRANSPORT_CONNECTION",
    );
  });
});
