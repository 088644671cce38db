import { expect } from "chai";

import { startApi } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";

describe("api app", () => {
  let api: Api;
  before(async function () {
    this.timeout(120_000);
    api = await startApi();
  });
  after(() => api?.close());

  const codeOf = async (response: Response): Promise<string> => {
    expect(response.headers.get("content-type")).to.match(/^application\/problem\+json/);
    return ((await response.json()) as { code: string }).code;
  };

  it("tags an answer by state and request, and sends nothing to who has it", async () => {
    const first = await api.get("/v1/projects");
    const tag = first.headers.get("etag")!;
    expect(tag).to.match(/^"[0-9a-f]{12}-[0-9a-f]{64}-\d+"$/);
    const { block_number: number, block_hash: hash, state_hash: state } = api.indexer.head();
    expect(first.headers.get("x-data-block")).to.equal(`${number} ${hash}`);
    expect(tag).to.include(state.slice(2));
    const again = await api.get("/v1/projects", { "if-none-match": tag });
    expect([again.status, await again.text(), again.headers.get("etag")]).to.deep.equal([304, "", tag]);
    // A block without logs is no other state.
    await api.registry.networkHelpers.mine();
    await api.caughtUp();
    const later = await api.get("/v1/projects", { "if-none-match": tag });
    expect(later.status).to.equal(304);
    expect(later.headers.get("x-data-block")).not.to.equal(first.headers.get("x-data-block"));
    await api.registry.register();
    await api.caughtUp();
    expect((await api.get("/v1/projects", { "if-none-match": tag })).status).to.equal(200);
  });

  it("pages through a list, each item once, and refuses a cursor of another list or state", async () => {
    const whole = await api.json("/v1/history?limit=200");
    expect(whole.items.length).to.be.within(50, 199);
    const paged: object[] = [];
    let path: string | undefined = "/v1/history?limit=7";
    while (path !== undefined) {
      const response: Response = await api.get(path);
      paged.push(...((await response.json()) as { items: object[] }).items);
      path = /^<(.*)>; rel="next"$/.exec(response.headers.get("link") ?? "")?.[1];
    }
    expect(paged).to.deep.equal(whole.items);

    const { next } = await api.json("/v1/history?limit=1");
    expect(await codeOf(await api.get(`/v1/projects?cursor=${next}`))).to.equal("HTTP_CURSOR");
    expect(await codeOf(await api.get(`/v1/history?cursor=x${next}`))).to.equal("HTTP_CURSOR");
    await api.registry.register();
    await api.caughtUp();
    const stale = await api.get(`/v1/history?cursor=${next}`);
    expect([stale.status, await codeOf(stale)]).to.deep.equal([409, "HTTP_CURSOR_STALE"]);
  });

  it("names every place of a request that is wrong, and says the request's id", async () => {
    const response = await api.get("/v1/projects?limit=0&status=green&colour=red", { "x-request-id": "mine-1" });
    expect(response.headers.get("x-request-id")).to.equal("mine-1");
    const body = (await response.json()) as { errors: { pointer: string }[]; instance: string; retry: boolean };
    expect(body.errors.map(({ pointer }) => pointer).toSorted()).to.deep.equal(["/query/colour", "/query/limit", "/query/status"]); // prettier-ignore
    expect([body.instance, body.retry]).to.deep.equal(["mine-1", false]);
    const strange = await api.get("/healthz", { "x-request-id": "a b<script>" });
    expect(strange.headers.get("x-request-id")).to.match(/^[0-9a-f-]{36}$/);
  });

  it("refuses other methods, bodies and paths with what is allowed", async () => {
    const put = await fetch(`${api.url}/v1/projects`, { method: "PUT" });
    expect([put.status, put.headers.get("allow"), await codeOf(put)]).to.deep.equal([405, "GET, HEAD", "HTTP_METHOD"]);
    const ask = "/v1/ground/ask";
    expect(await codeOf(await api.post(ask, "{", {}))).to.equal("HTTP_BODY_JSON");
    expect(await codeOf(await api.post(ask, "a=b", { "content-type": "text/plain" }))).to.equal("HTTP_MEDIA_TYPE");
    expect(await codeOf(await api.post(ask, "{}", { "content-encoding": "gzip" }))).to.equal("HTTP_MEDIA_TYPE");
    const vertices = Array.from({ length: 1_000_000 }, (_, k) => [105 + k / 1e7, 10]);
    const huge = await api.post(ask, {
      area: { type: "Polygon", coordinates: [vertices] },
      pool: "peat",
      edgeLevel: 16,
    });
    expect([huge.status, await codeOf(huge)]).to.deep.equal([413, "HTTP_BODY_TOO_LARGE"]);
    expect(await codeOf(await api.get("/v1/nothing"))).to.equal("HTTP_ROUTE_UNKNOWN");
    expect(await codeOf(await api.get("/v1/projects/%E0%A4%A"))).to.equal("HTTP_PATH_ENCODING");
    expect(await codeOf(await api.get("/v1/projects/77"))).to.equal("RESOURCE_UNKNOWN");
    expect((await api.get("/v1/certificates/77/status")).status).to.equal(404);
    expect((await fetch(`${api.url}/v1/projects`, { method: "HEAD" })).status).to.equal(200);
  });

  it("can be asked by any page, and lets none be made of its answers", async () => {
    const { headers } = await api.get("/v1/projects");
    expect(headers.get("access-control-allow-origin")).to.equal("*");
    expect(headers.get("content-security-policy")).to.include("default-src 'none'");
    expect(headers.get("x-content-type-options")).to.equal("nosniff");
    const preflight = await fetch(`${api.url}/v1/ground/ask`, { method: "OPTIONS" });
    expect(preflight.status).to.equal(204);
  });

  it("answers so many requests a minute and says when to come back", async function () {
    this.timeout(120_000);
    const limited = await startApi({ requestsPerMinute: 5 });
    try {
      const statuses = [];
      for (let turn = 0; turn < 7; turn++) statuses.push((await limited.get("/healthz")).status);
      expect(statuses).to.deep.equal([200, 200, 200, 200, 200, 429, 429]);
      const refused = await limited.get("/healthz");
      expect(Number(refused.headers.get("retry-after"))).to.be.within(1, 60);
      const body = (await refused.json()) as { code: string; retry: boolean };
      expect([body.code, body.retry]).to.deep.equal(["HTTP_RATE", true]);
    } finally {
      await limited.close();
    }
  });
});
