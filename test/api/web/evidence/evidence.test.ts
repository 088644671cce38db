import { expect } from "chai";
import express from "express";
import { sha256 } from "viem";

import { drawLayer, hold, shownAlike } from "../../../../api/web/evidence/draw-layer.ts";
import { openEvidence } from "../../../../api/web/evidence/open-evidence.ts";
import { mapFrame } from "../../../../api/web/parts/map-frame.ts";
import { listen } from "../../../../oracle/attest/attest-server.ts";
import type { Listening } from "../../../../oracle/attest/attest-server.ts";
import { bundleOf } from "../../../../oracle/core/evidence/bundle.ts";
import { canonicalJson } from "../../../../oracle/core/evidence/canonical-json.ts";
import { encodeScenes } from "../../../../oracle/core/evidence/scene-records.ts";
import { held } from "../../../../oracle/core/evidence/stored.ts";
import { projection } from "../../../../oracle/core/grid/projection.ts";
import { parseItem } from "../../../../oracle/core/scenes/parse-item.ts";
import { cog } from "../../../../oracle/core/tiff/cog.ts";
import { gather } from "../../../../oracle/core/tiff/piece.ts";
import { memoryBlockStore } from "../../../../oracle/store/block-store.ts";
import { gatewayRouter } from "../../../../oracle/store/gateway.ts";
import { writeDirectory } from "../../../../oracle/store/unixfs.ts";
import { hashed, layerOf, valuesOf } from "../../../helpers/layers.ts";
import { evidenceError, flipBit } from "../../../oracle/core/evidence/samples.ts";

const LAYER = layerOf([300, 280], hashed, { unit: "cm", scale: 0.1 });
const BOUNDARY = {
  type: "MultiPolygon",
  coordinates: [[[[105.2, 10.4], [105.21, 10.4], [105.21, 10.41], [105.2, 10.4]]]],
}; // prettier-ignore

const item = (id: string, day: number) => ({
  type: "Feature",
  stac_version: "1.0.0",
  id,
  collection: "c",
  bbox: [0, 0, 1, 1],
  geometry: null,
  links: [],
  properties: { datetime: `2024-03-0${day}T10:00:00Z`, platform: "s1a" },
  assets: {},
});

/** A small bundle, with a map and two scenes of which one was not used. */
const bundle = async () => {
  const { name, unit, scale, nodata } = LAYER;
  const map = await gather(cog(LAYER));
  const json = (path: string, value: unknown) => [path, canonicalJson(value, path)] as const;
  return bundleOf({
    program: new TextEncoder().encode("export {};"),
    recordings: [],
    kept: new Map([["outputs/made.tif", held(map)]]),
    measured: {
      files: new Map([
        json("boundary.geojson", BOUNDARY),
        json("report.json", { refused: [{ sceneId: "late", rule: "a cadence of 12 days" }] }),
        [
          "scenes.json",
          encodeScenes([
            parseItem(item("late", 2), "file:///c/b.json"),
            parseItem(item("early", 1), "file:///c/a.json"),
          ]),
        ] as const,
      ]),
      facts: {
        service: "s",
        methodology: "m",
        version: "1",
        project: { name: "p", pool: "paddy-methane", edgeLevel: 16 },
        period: { start: "2024-01-01", end: "2025-01-01" },
        simulated: true,
        outputDigest: sha256(map),
        outputs: [{ path: "outputs/made.tif", name, unit, scale, nodata }],
      },
    },
  });
};

describe("api/web/evidence", () => {
  const asked: string[] = [];
  const servers: Listening[] = [];
  let cid = "";
  let honest = "";
  let liar = "";
  let mapBlock = "";
  before(async () => {
    const blocks = memoryBlockStore();
    cid = (await writeDirectory((await bundle()).files, blocks)).toString();
    const good = await listen(
      express()
        .use((request, _, next) => {
          asked.push(request.url);
          next();
        })
        .use(gatewayRouter(blocks)),
      0,
    );
    // Passes on what the other has, with one bit changed once it is told of a block.
    const bad = await listen(
      express().get("/ipfs/:cid", async (request, response) => {
        const bytes = new Uint8Array(await (await fetch(good.url + request.url)).arrayBuffer());
        response.send(Buffer.from(request.params.cid === mapBlock ? flipBit(bytes, 77) : bytes));
      }),
      0,
    );
    servers.push(good, bad);
    [honest, liar] = [good.url, bad.url];
  });
  after(() => Promise.all(servers.map((server) => server.close())));

  it("reads boundary, scenes and maps out of a bundle, each block by itself and no file that is not asked for", async () => {
    const evidence = await openEvidence(cid, [honest], AbortSignal.timeout(60_000));
    expect(evidence.manifest.simulated).to.equal(true);
    expect(await evidence.boundary()).to.deep.equal(BOUNDARY);
    expect((await evidence.scenes()).map(({ id, brokenRule }) => [id, brokenRule])).to.deep.equal([
      ["early", undefined],
      ["late", "a cadence of 12 days"],
    ]);
    const before = asked.length;
    const layer = await evidence.layer(evidence.manifest.outputs[0]!);
    expect(valuesOf(layer)).to.deep.equal(valuesOf(LAYER));
    expect(asked.every((url) => url.endsWith("?format=raw"))).to.equal(true);
    expect(asked.length - before).to.be.within(1, 3);
    mapBlock = /\/ipfs\/(\w+)/.exec(asked.at(-1)!)![1]!;
    // Nothing is asked for twice.
    expect(new Set(asked).size).to.equal(asked.length);
  });

  it("believes no gateway: a block with one bit changed is named, and is taken from the next that has it", async () => {
    const alone = await openEvidence(cid, [liar], AbortSignal.timeout(60_000));
    const error = await evidenceError(() => alone.layer(alone.manifest.outputs[0]!));
    expect(error).to.include({ code: "WEB_GATEWAY", failure: "infrastructure" });
    expect(error.message).to.contain("STORE_BLOCK_CORRUPT");
    const both = await openEvidence(cid, [liar, honest], AbortSignal.timeout(60_000));
    expect(valuesOf(await both.layer(both.manifest.outputs[0]!))).to.deep.equal(valuesOf(LAYER));
  });

  it("draws each pixel where it lies on the ground, nodata hatched, and nothing outside", async () => {
    class Picture {
      readonly width: number;
      readonly height: number;
      readonly data: Uint8ClampedArray;
      constructor(width: number, height: number) {
        [this.width, this.height] = [width, height];
        this.data = new Uint8ClampedArray(width * height * 4);
      }
    }
    Object.assign(globalThis, { ImageData: Picture });
    try {
      // A cross of two values in nodata.
      const layer = layerOf([100, 80], (col, row) => (col === 30 ? 5 : row === 20 ? 9 : -1));
      const { toLonLat, fromLonLat } = projection(layer.grid.epsg);
      const { originX, originY } = layer.grid;
      const frame = mapFrame([toLonLat(originX - 200, originY - 1000), toLonLat(originX + 1200, originY + 200)])!;
      const whole = await hold(layer);
      const { data, width, height } = drawLayer(whole, shownAlike(whole.shown, { classes: [5, 9] }), frame, 1);
      let coloured = 0;
      for (let y = 4; y < height; y += 7)
        for (let x = 4; x < width; x += 5) {
          const [east, north] = fromLonLat(...frame.lonLat(x + 0.5, y + 0.5));
          const [column, row] = [(east - originX) / 10, (originY - north) / 10];
          const alpha = data[(y * width + x) * 4 + 3];
          if (column < -0.1 || row < -0.1 || column > 100.1 || row > 80.1) expect(alpha, `${x} ${y}`).to.equal(0);
          // Far enough from a pixel's edge that the interpolation can not decide.
          else if (Math.abs(column - 30.5) < 0.4 && Math.abs(row - 20.5) > 1) {
            expect([...data.subarray((y * width + x) * 4, (y * width + x) * 4 + 3)]).to.deep.equal([68, 1, 84]);
            coloured += 1;
          }
        }
      expect(coloured).to.be.above(5);
    } finally {
      delete (globalThis as { ImageData?: unknown }).ImageData;
    }
  });
});
