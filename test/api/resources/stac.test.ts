import { expect } from "chai";
import express from "express";
import { fromUrl } from "geotiff";
import proj4 from "proj4";
import { s2 } from "s2js";
import { sha256 } from "viem";

import { listen } from "../../../oracle/attest/attest-server.ts";
import type { Listening } from "../../../oracle/attest/attest-server.ts";
import { encodeManifest } from "../../../oracle/core/evidence/manifest.ts";
import { NODATA_LINE, PALETTE, PAPER } from "../../../oracle/core/picture/palette.ts";
import { cog } from "../../../oracle/core/tiff/cog.ts";
import { gather } from "../../../oracle/core/tiff/piece.ts";
import { memoryBlockStore } from "../../../oracle/store/block-store.ts";
import { evidenceDigest } from "../../../oracle/store/cid.ts";
import { gatewayRouter } from "../../../oracle/store/gateway.ts";
import { storeFiles } from "../../helpers/bundles.ts";
import { serveRegistry } from "../../helpers/api.ts";
import type { Api } from "../../helpers/api.ts";
import { layerOf, valuesOf } from "../../helpers/layers.ts";
import { readPng } from "../../helpers/read-png.ts";
import { deployRegistry } from "../../helpers/registry.ts";

/** West half 0, east half 100, with a block of no data in a corner; near An Giang, in UTM zone 48 north. */
const layer = layerOf([640, 520], (col, row) => (col < 40 && row < 40 ? -1 : col < 320 ? 0 : 100), {
  name: "drained days",
  unit: "d",
});

const bundle = async () => {
  const tif = await gather(cog(layer));
  const program = new TextEncoder().encode("export {};");
  const files = new Map([
    ["outputs/drained-days.tif", tif],
    ["program.mjs", program],
  ]);
  const listed = [...files].map(([path, bytes]) => ({ path, size: bytes.length, sha256: sha256(bytes) }));
  const { name, unit, scale, nodata } = layer;
  const manifest = encodeManifest({
    format: "sixfold-evidence/3",
    service: "paddy",
    methodology: "made",
    version: "1",
    program: { path: "program.mjs", sha256: sha256(program) },
    project: { name: "Made", pool: "paddy-methane", edgeLevel: 20 },
    period: { start: "2024-01-01", end: "2024-07-01" },
    inputs: [],
    outputs: [{ path: "outputs/drained-days.tif", sha256: sha256(tif), name, unit, scale, nodata }],
    outputDigest: `0x${"11".repeat(32)}`,
    simulated: true,
    files: listed,
  });
  return { files: new Map([...files, ["manifest.json", manifest]]), tif };
};

describe("maps of evidence: files, tiles, STAC", function () {
  this.timeout(600_000);
  let gateway: Listening;
  let api: Omit<Api, "life">;
  let cid = "";
  let reportIds: readonly string[] = [];
  let files: Awaited<ReturnType<typeof bundle>>["files"];
  let tif: Uint8Array;

  before(async () => {
    ({ files, tif } = await bundle());
    const blocks = memoryBlockStore();
    const { root } = await storeFiles(files, blocks);
    cid = root.toString();
    gateway = await listen(express().use(gatewayRouter(blocks)), 0);
    const registry = await deployRegistry();
    const posted: string[] = [];
    for (const [lon, evidence] of [
      [105.2, evidenceDigest(root)],
      [106.2, undefined],
    ] as const) {
      const cell = s2.cellid.parent(s2.cellid.fromLatLng(s2.LatLng.fromDegrees(10.4, lon)), 12);
      const { projectId } = await registry.register();
      await registry.claim(projectId, [{ cell, bits: 0xffffn }]);
      await registry.activate(projectId);
      const report = await registry.draftReport(projectId, evidence === undefined ? {} : { evidence });
      posted.push((await registry.post(report)).reportId);
    }
    reportIds = posted;
    api = await serveRegistry(registry, { gateways: [gateway.url] });
  });
  after(async () => {
    await api?.close();
    await gateway?.close();
  });

  const get = async (href: string): Promise<any> => (await fetch(href)).json(); // eslint-disable-line @typescript-eslint/no-explicit-any

  it("is walked by its links, from the catalogue to a GeoTIFF that another reader opens by ranges", async () => {
    const catalog = await api.json("/v1/stac");
    const child = catalog.links.find(({ rel }: { rel: string }) => rel === "child").href;
    const collection = await get(child);
    const list = await get(collection.links.find(({ rel }: { rel: string }) => rel === "items").href);
    expect(list.features.map(({ id }: { id: string }) => id)).to.deep.equal(reportIds);
    const [item, other] = list.features;
    expect(other.properties["sixfold:maps"]).to.equal("unreachable");
    expect(Object.keys(other.assets)).to.deep.equal(["evidence"]);
    const asset = item.assets["drained-days"];
    expect(asset).to.deep.include({
      "proj:code": "EPSG:32648",
      "proj:shape": [520, 640],
      "proj:transform": [10, 0, 527500, 0, -10, 1141500],
      "file:checksum": `1220${sha256(tif).slice(2)}`,
      "file:size": tif.length,
    });
    const image = await (await fromUrl(asset.href, {}, undefined)).getImage();
    expect([image.getWidth(), image.getHeight(), image.getOrigin().slice(0, 2)]).to.deep.equal([
      640,
      520,
      [527500, 1141500],
    ]);
    const [values] = (await image.readRasters()) as unknown as readonly [Int32Array];
    expect(Buffer.from(Int32Array.from(values).buffer).equals(Buffer.from(valuesOf(layer).buffer))).to.equal(true);
    expect(await get(item.links.find(({ rel }: { rel: string }) => rel === "self").href)).to.deep.equal(item);
    expect((await fetch(item.assets["drained-days-picture"].href)).headers.get("content-type")).to.equal("image/png");
  });

  it("serves ranges of a file, and its whole, byte for byte", async () => {
    const path = `/v1/layers/${cid}/drained-days.tif`;
    const part = async (range: string) => {
      const response = await api.get(path, { range });
      return [
        response.status,
        response.headers.get("content-range"),
        Buffer.from(await response.arrayBuffer()),
      ] as const;
    };
    const size = tif.length;
    for (const [range, first, end] of [
      ["bytes=0-3", 0, 4],
      ["bytes=10-", 10, size],
      ["bytes=-7", size - 7, size],
      [`bytes=5-${size + 9}`, 5, size],
    ] as const)
      expect(await part(range)).to.deep.equal([
        206,
        `bytes ${first}-${end - 1}/${size}`,
        Buffer.from(tif.subarray(first, end)),
      ]);
    expect((await part(`bytes=${size}-`)).slice(0, 2)).to.deep.equal([416, `bytes */${size}`]);
    for (const range of ["bytes=3-1", "lines=0-3", "bytes=0-1,4-5"]) {
      const [status, , bytes] = await part(range);
      expect([status, bytes.equals(Buffer.from(tif))], range).to.deep.equal([200, true]);
    }
  });

  it("finds items by place, time, collection and id, page by page, asked either way", async () => {
    const found = async (query: string): Promise<readonly string[]> =>
      (await api.json(`/v1/stac/search?${query}`)).features.map(({ id }: { id: string }) => id);
    const [first, second] = reportIds;
    expect(await found("bbox=105,10,105.5,11")).to.deep.equal([first]);
    expect(await found("bbox=170,10,105.5,11")).to.deep.equal([first]);
    expect(await found("bbox=-10,-10,0,0")).to.deep.equal([]);
    expect(await found(`ids=${second}`)).to.deep.equal([second]);
    expect(await found("datetime=1990-01-01T00:00:00Z/1991-01-01T00:00:00Z")).to.deep.equal([]);
    expect(await found("datetime=2000-01-01T00:00:00Z/..")).to.deep.equal(reportIds);
    expect(await found("collections=methodology-9")).to.deep.equal([]);
    const body = { limit: 1 };
    const page = await (await api.post("/v1/stac/search", body)).json();
    const next = page.links.find(({ rel }: { rel: string }) => rel === "next");
    const rest = await (await api.post(new URL(next.href).pathname, next.body)).json();
    expect([...page.features, ...rest.features].map(({ id }: { id: string }) => id)).to.deep.equal(reportIds);
    expect(rest.links.some(({ rel }: { rel: string }) => rel === "next")).to.equal(false);
    for (const wrong of ["bbox=1,2,3", "datetime=yesterday", "datetime=..", "limit=0", "ids=7", "collections=x"])
      expect((await api.get(`/v1/stac/search?${wrong}`)).status, wrong).to.equal(400);
  });

  it("draws tiles where another projection library has the pixels, clear where there is no data", async () => {
    const utm = "+proj=utm +zone=48 +datum=WGS84 +units=m";
    const zoom = 12;
    const side = 40_075_016.685578488 / 2 ** zoom;
    const [east, north] = proj4(utm, "EPSG:3857", [527500 + 3200, 1141500 - 2600]) as [number, number];
    const [x, y] = [
      Math.floor((east + 20_037_508.342789244) / side),
      Math.floor((20_037_508.342789244 - north) / side),
    ];
    const far = readPng(
      new Uint8Array(await (await api.get(`/v1/layers/${cid}/drained-days/tiles/3/0/0.png`)).arrayBuffer()),
    );
    const response = await api.get(`/v1/layers/${cid}/drained-days/tiles/${zoom}/${x}/${y}.png`);
    const bytes = new Uint8Array(await response.arrayBuffer());
    const { width, height, pixels, palette } = readPng(bytes);
    expect([width, height, palette.length]).to.deep.equal([256, 256, PALETTE.length]);
    expect(Buffer.from(bytes).includes(Buffer.from("tRNS"))).to.equal(true);
    const values = valuesOf(layer);
    const colours = new Set<number>();
    let wrong = 0;
    for (let pixel = 0; pixel < pixels.length; pixel += 1) {
      const [px, py] = [pixel % 256, Math.floor(pixel / 256)];
      const place = [
        x * side - 20_037_508.342789244 + ((px + 0.5) * side) / 256,
        20_037_508.342789244 - y * side - ((py + 0.5) * side) / 256,
      ];
      const [ux, uy] = proj4("EPSG:3857", utm, place) as [number, number];
      const [column, row] = [(ux - 527500) / 10, (1141500 - uy) / 10];
      // Within a hundredth of an edge of the layer's pixels either is right.
      if ([column, row].some((at) => Math.abs(at - Math.round(at)) < 0.01)) continue;
      const inside = column >= 0 && column < 640 && row >= 0 && row < 520;
      const value = inside ? values[Math.floor(row) * 640 + Math.floor(column)]! : -1;
      if ((value === -1) !== (pixels[pixel] === PAPER)) wrong += 1;
      if (value !== -1) colours.add(pixels[pixel]! * 1_000 + value);
    }
    expect(wrong).to.equal(0);
    // One colour for each value.
    expect(colours.size).to.equal(2);
    expect(pixels.every((index) => index === PAPER || index > NODATA_LINE)).to.equal(true);
    expect(far.pixels.every((index) => index === PAPER)).to.equal(true);
  });

  it("tells what a bundle was made from, by its own manifest", async () => {
    const told = await api.json(`/v1/evidence/${cid}/scenes`);
    expect(told).to.deep.include({
      service: "paddy",
      simulated: true,
      outputDigest: `0x${"11".repeat(32)}`,
      scenes: [],
    });
    expect(
      (await api.get("/v1/evidence/bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi/scenes")).status,
    ).to.equal(404);
  });

  it("serves no bundle but those of reports, no map that is not there, no tile beyond the scheme", async () => {
    const other = "bafybeigdyrzt5sfp7udm7hu76uh7y26nf3efuylqabf3oclgtqy55fbzdi";
    const statuses = await Promise.all(
      [
        `/v1/layers/${other}/drained-days.tif`,
        `/v1/layers/${cid}/manifest.tif`,
        `/v1/layers/${cid}/drained-days/tiles/2/4/0.png`,
        `/v1/layers/${cid}/drained-days/tiles/23/0/0.png`,
      ].map(async (path) => (await api.get(path)).status),
    );
    expect(statuses).to.deep.equal([404, 404, 400, 400]);
    expect(api.unexpected).to.deep.equal([]);
  });
});
