import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { listScenes } from "../../../oracle/scenes/list-scenes.ts";
import type { SceneQuery } from "../../../oracle/scenes/scene-query.ts";
import { transportFor } from "../../../oracle/transport/transport-for.ts";
import { itemNamed, localPolicy, sceneCode, sendJson, serve } from "../../helpers/stac-server.ts";
import type { LocalServer } from "../../helpers/stac-server.ts";

const days = ["2022-05-13", "2022-05-01", "2022-06-06", "2022-05-25", "2022-05-01"];
const items = days.map((day, i) => itemNamed(`s${i}`, `${day}T10:00:00Z`));
const inOrder = ["s1", "s4", "s0", "s3", "s2"];

describe("listScenes from files", () => {
  const root = mkdtempSync(join(tmpdir(), "sixfold-"));
  const source = { policy: localPolicy, transport: transportFor({ ...localPolicy, fileRoot: root }) };
  const put = (path: string, json: unknown): string => {
    const file = join(root, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, JSON.stringify(json));
    return file;
  };
  const link = (rel: string, href: string) => ({ rel, href });
  const ids = async (location: string, query: SceneQuery = {}): Promise<string[]> =>
    (await listScenes(location, query, source)).map(({ id }) => id);

  before(() => {
    put("tree/catalog.json", {
      type: "Catalog",
      links: [
        link("self", "./catalog.json"),
        link("root", "./catalog.json"),
        link("child", "./a/collection.json"),
        link("child", "./b/catalog.json"),
      ],
    });
    put("tree/a/collection.json", {
      type: "Collection",
      links: [
        link("parent", "../catalog.json"),
        link("item", "./s0.json"),
        link("item", "./s1.json"),
        link("item", "./s2.json"),
      ],
    });
    put("tree/b/catalog.json", {
      type: "Catalog",
      links: [link("child", "../catalog.json"), link("items", "./items.json"), link("item", "../a/s0.json")],
    });
    items.slice(0, 3).forEach((item, i) => put(`tree/a/s${i}.json`, item));
    put("tree/b/items.json", { type: "FeatureCollection", features: items.slice(3) });
    put("page.json", { type: "FeatureCollection", features: items });
  });
  after(() => rmSync(root, { recursive: true }));

  it("walks a catalogue with loops and lists each scene once, by time, then id", async () => {
    for (const location of [
      join(root, "tree"),
      join(root, "tree", "catalog.json"),
      pathToFileURL(join(root, "tree")).href,
    ]) {
      expect(await ids(location)).to.deep.equal(inOrder);
    }
    const [first] = await listScenes(join(root, "tree"), {}, source);
    expect(first?.assets["vv"]?.href).to.equal(pathToFileURL(join(root, "tree/a/s1.tif")).href);
  });

  it("lists the same whatever the order of the items", async () => {
    for (const order of [
      [4, 3, 2, 1, 0],
      [2, 0, 4, 1, 3],
    ]) {
      const page = put("shuffled.json", { type: "FeatureCollection", features: order.map((i) => items[i]) });
      expect(await ids(page)).to.deep.equal(inOrder);
    }
  });

  it("filters by box, also over the antimeridian, by half-open time and by collection", async () => {
    const page = join(root, "page.json");
    expect(await ids(page, { bbox: [105.5, 10.5, 107, 12] })).to.deep.equal(inOrder);
    expect(await ids(page, { bbox: [107, 10, 108, 11] })).to.deep.equal([]);
    expect(await ids(page, { bbox: [170, 10, 105.1, 11] })).to.deep.equal(inOrder);
    expect(await ids(page, { bbox: [170, 10, -170, 11] })).to.deep.equal([]);
    expect(await ids(page, { datetime: { start: "2022-05-01T10:00:00Z", end: "2022-05-25T10:00:00Z" } })).to.deep.equal(
      ["s1", "s4", "s0"],
    );
    expect(await ids(page, { collections: ["other"] })).to.deep.equal([]);
  });

  it("takes a scene listed twice once, and refuses two that differ", async () => {
    expect(
      await ids(put("twice.json", { type: "FeatureCollection", features: [items[0], structuredClone(items[0])] })),
    ).to.deep.equal(["s0"]);
    const changed = { ...items[0], bbox: [105, 10, 106, 11.5] };
    expect(
      await sceneCode(ids(put("differ.json", { type: "FeatureCollection", features: [items[0], changed] }))),
    ).to.equal("SCENE_DUPLICATE");
  });

  it("refuses what is no catalogue, does not exist, or leads out of its folder", async () => {
    expect(await sceneCode(ids(put("no.json", { type: "Topology" })))).to.equal("SCENE_CATALOGUE");
    expect(await sceneCode(ids(put("list.json", [])))).to.equal("SCENE_CATALOGUE");
    expect(await sceneCode(ids(join(root, "nowhere")))).to.equal("SCENE_NOT_FOUND");
    expect(await sceneCode(ids(join(root, "tree/b/../..")))).to.equal("SCENE_NOT_FOUND");
    expect(
      await sceneCode(ids(put("up.json", { type: "Catalog", links: [link("item", "../../../../etc/hostname")] }))),
    ).to.be.oneOf(["TRANSPORT_OUTSIDE_ROOT", "SCENE_NOT_FOUND"]);
    writeFileSync(join(root, "cut.json"), '{"type":');
    expect(await sceneCode(ids(join(root, "cut.json")))).to.equal("SCENE_JSON");
  });

  it("refuses items whose text is broken, and takes odd links for none", async () => {
    const broken = put("broken.json", { type: "FeatureCollection", features: [{ ...items[0], title: "\ud800" }] });
    expect(await sceneCode(ids(broken))).to.equal("SCENE_ITEM");
    const odd = { ...items[0], links: [null, 7, { rel: "self", href: { toString: 1, valueOf: 1 } }] };
    expect(await ids(put("odd.json", { type: "FeatureCollection", features: [odd] }))).to.deep.equal(["s0"]);
  });

  it("limits documents and scenes", async () => {
    const few = { ...source, policy: { ...localPolicy, maxDocuments: 2 } };
    expect(await sceneCode(listScenes(join(root, "tree"), {}, few))).to.equal("SCENE_TOO_MANY");
    const small = { ...source, policy: { ...localPolicy, maxScenes: 2 } };
    expect(await sceneCode(listScenes(join(root, "page.json"), {}, small))).to.equal("SCENE_TOO_MANY");
  });
});

describe("listScenes from an API", () => {
  let server: LocalServer;
  const bodies: Record<string, unknown>[] = [];
  const source = { policy: localPolicy, transport: transportFor(localPolicy) };
  const list = async (path: string, query: SceneQuery = {}) =>
    (await listScenes(`${server.origin}${path}`, query, source)).map(({ id }) => id);

  before(async () => {
    server = await serve((request, response, body) => {
      const url = new URL(request.url ?? "/", "http://x");
      const page = (features: unknown[], next?: Record<string, unknown>): void =>
        sendJson(response, {
          type: "FeatureCollection",
          features,
          links: next === undefined ? [] : [{ rel: "next", ...next }],
        });
      const landing = (...search: Record<string, unknown>[]): void =>
        sendJson(response, { type: "Catalog", links: search.map((link) => ({ rel: "search", ...link })) });
      switch (url.pathname) {
        case "/post":
          return landing({ href: "/get/search", method: "GET" }, { href: "./post/search", method: "POST" });
        case "/post/search": {
          const asked = JSON.parse(body) as Record<string, unknown>;
          bodies.push(asked);
          const from = Number(asked["token"] ?? 0);
          const next =
            from + 2 < items.length
              ? { href: "/post/search", method: "POST", merge: true, body: { token: from + 2 } }
              : undefined;
          return page(items.slice(from, from + 2), next);
        }
        case "/get":
          return landing({ href: "/get/search" });
        case "/get/search": {
          const from = Number(url.searchParams.get("token") ?? 0);
          url.searchParams.set("token", String(from + 3));
          return page(
            items.slice(from, from + 3),
            from + 3 < items.length ? { href: `${url.pathname}${url.search}` } : undefined,
          );
        }
        case "/loop":
          return landing({ href: "/loop/search?x=1" });
        case "/loop/search":
          return page([items[0]], { href: `/loop/search?token=${url.searchParams.get("token") === "a" ? "b" : "a"}` });
        case "/endless":
          return landing({ href: "/endless/search" });
        case "/endless/search":
          return page([], { href: `/endless/search?n=${Number(url.searchParams.get("n")) + 1}` });
        case "/to-file":
          return sendJson(response, { type: "Catalog", links: [{ rel: "child", href: "file:///etc/passwd" }] });
        case "/next-to-metadata":
          return landing({ href: "/next-to-metadata/search" });
        case "/next-to-metadata/search":
          return page([], { href: "http://169.254.169.254/latest" });
        case "/asset-to-file":
          return page([{ ...items[0], assets: { vv: { href: "file:///etc/passwd", type: "image/tiff" } } }]);
        case "/not-a-page":
          return landing({ href: "/post-nothing" });
        case "/post-nothing":
          return sendJson(response, { type: "Catalog", links: [] });
        default:
          return void response.writeHead(404).end();
      }
    });
  });
  after(() => server.close());

  it("pages by POST with merged bodies, and asks the archive to filter", async () => {
    const query: SceneQuery = {
      bbox: [105, 10, 106, 11],
      datetime: { start: "2022-05-01T00:00:00Z", end: "2022-06-01T00:00:00Z" },
      collections: ["made-rtc"],
    };
    expect(await list("/post", query)).to.deep.equal(inOrder.slice(0, 4));
    expect(bodies.map(({ token }) => token)).to.deep.equal([undefined, 2, 4]);
    for (const body of bodies) {
      expect(body).to.deep.include({
        bbox: [105, 10, 106, 11],
        datetime: "2022-05-01T00:00:00.000Z/2022-06-01T00:00:00.000Z",
        collections: ["made-rtc"],
      });
    }
  });

  it("pages by GET, and resolves hrefs against the page", async () => {
    expect(await list("/get", { collections: ["made-rtc"] })).to.deep.equal(inOrder);
    const [first] = await listScenes(`${server.origin}/get`, {}, source);
    expect(first?.assets["vv"]?.href).to.equal(`${server.origin}/get/s1.tif`);
    expect(server.hits.some((hit) => hit.startsWith("GET /get/search?limit=100&collections=made-rtc"))).to.equal(true);
  });

  it("stops at paging loops and endless pages", async () => {
    expect(await sceneCode(list("/loop"))).to.equal("SCENE_PAGING");
    const bounded = { ...source, policy: { ...localPolicy, maxPages: 5 } };
    expect(await sceneCode(listScenes(`${server.origin}/endless`, {}, bounded))).to.equal("SCENE_PAGING");
  });

  it("never follows an archive to files or private hosts", async () => {
    expect(await sceneCode(list("/to-file"))).to.equal("SCENE_REMOTE_TO_FILE");
    expect(await sceneCode(list("/asset-to-file"))).to.equal("SCENE_REMOTE_TO_FILE");
    expect(await sceneCode(list("/next-to-metadata"))).to.equal("TRANSPORT_PRIVATE_ADDRESS");
  });

  it("refuses a search that answers with something else, and a missing one", async () => {
    expect(await sceneCode(list("/not-a-page"))).to.equal("SCENE_CATALOGUE");
    expect(await sceneCode(list("/gone"))).to.equal("TRANSPORT_HTTP_STATUS");
  });
});
