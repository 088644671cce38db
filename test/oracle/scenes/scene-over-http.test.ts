import { expect } from "chai";

import type { Grid } from "../../../oracle/core/grid/types.ts";
import { gridCovering } from "../../../oracle/core/grid/lattice.ts";
import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import { placed, unplaced } from "../../../oracle/core/services/common/grids.ts";
import { assetGrid } from "../../../oracle/core/assets/asset-grid.ts";
import { httpTransport } from "../../../oracle/transport/http-transport.ts";
import { listScenes } from "../../../oracle/scenes/list-scenes.ts";
import { recorded } from "../../helpers/bundles.ts";
import { readPixels } from "../../helpers/read-pixels.ts";
import { recordTransport } from "../../../oracle/transport/record-transport.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";
import { replayTransport } from "../../../oracle/transport/replay-transport.ts";
import type { Scene, SceneAsset, Transport } from "../../../oracle/core/scenes/types.ts";
import { itemNamed, localPolicy, sceneCode, sendJson, sendRange, serve } from "../../helpers/stac-server.ts";
import type { LocalServer } from "../../helpers/stac-server.ts";

const grid: Grid = {
  epsg: 32648,
  width: 600,
  height: 520,
  originX: 527500,
  originY: 1141500,
  pixelWidth: 10,
  pixelHeight: 10,
};
const valuesOf = (seed: number): Float32Array =>
  Float32Array.from({ length: grid.width * grid.height }, (_, i) =>
    Math.fround(((i * 2654435761 + seed) % 1009) / 1009),
  );
const names = ["d0", "d1", "d2", "d3"];

describe("scenes over HTTP", () => {
  let server: LocalServer;
  let scenes: readonly Scene[];
  const files = new Map(
    names.map((name, seed) => [
      name,
      writeGeoTiff({
        grid,
        bands: [{ values: valuesOf(seed) }],
        layout: "tiles",
        compression: seed % 2 === 0 ? "none" : "deflate",
      }),
    ]),
  );

  before(async () => {
    server = await serve((request, response) => {
      if (request.url === "/items.json") {
        return sendJson(response, {
          type: "FeatureCollection",
          features: names.map((name, i) => itemNamed(name, `2022-05-0${i + 1}T00:00:00Z`)),
        });
      }
      const file = files.get(/^\/(d\d)\.tif$/.exec(request.url ?? "")?.[1] ?? "");
      if (file === undefined) return void response.writeHead(404).end();
      return sendRange(request, response, file, { etag: `"${file.length}"` });
    });
    const transport = httpTransport(localPolicy);
    const listed = await listScenes(`${server.origin}/items.json`, {}, { policy: localPolicy, transport });
    const assets = unplaced(listed.map((scene) => ({ scene, asset: assetOf(scene) })));
    expect(assets).to.have.length(listed.length);
    const grids = await Promise.all(listed.map((scene) => assetGrid(assetOf(scene), transport)));
    scenes = placed(listed, assets, grids);
  });
  after(() => server.close());

  const assetOf = (scene: Scene): SceneAsset => scene.assets["vv"] as SceneAsset;

  it("takes the grid that items do not state from the files", () => {
    for (const scene of scenes) {
      const { epsg, shape, transform } = assetOf(scene);
      expect([epsg, shape, transform]).to.deep.equal([32648, [520, 600], [10, 0, 527500, 0, -10, 1141500]]);
    }
  });

  it("leaves assets alone that their items place", () => {
    expect(unplaced(scenes.map((scene) => ({ scene, asset: assetOf(scene) })))).to.deep.equal([]);
    expect(placed(scenes, [], [])).to.deep.equal(scenes);
  });

  it("test_L13_gives_and_records_the_same_read_one_by_one_at_once_and_replayed", async () => {
    const whole = await assetGrid(assetOf(scenes[0] as Scene), httpTransport(localPolicy));
    expect(whole).to.deep.equal(grid);
    const window = gridCovering(whole, [527_400, 1_139_005, 529_123, 1_140_777]);
    const read = (scene: Scene, transport: Transport) => readPixels(assetOf(scene), "vv", window, transport);

    const slow = recordTransport(httpTransport(localPolicy), memoryShelf());
    const oneByOne: Float32Array[] = [];
    for (const scene of scenes) oneByOne.push(await read(scene, slow.transport));
    const fast = recordTransport(httpTransport(localPolicy), memoryShelf());
    const atOnce = await Promise.all([...scenes].reverse().map((scene) => read(scene, fast.transport)));
    expect(atOnce.reverse()).to.deep.equal(oneByOne);
    expect(await recorded(fast.recordings())).to.deep.equal(await recorded(slow.recordings()));

    const replayed = await Promise.all(scenes.map((scene) => read(scene, replayTransport(slow.recordings()))));
    expect(replayed).to.deep.equal(oneByOne);
    expect(slow.recordings().map(({ head }) => head.etag)).to.deep.equal(
      names.map((name) => `"${files.get(name)?.length}"`),
    );
    const firstInside = (window.originX - grid.originX) / -10;
    const row = (grid.originY - window.originY) / 10;
    expect(Number.isNaN(oneByOne[2]?.[firstInside - 1])).to.equal(true);
    expect(oneByOne[2]?.[firstInside]).to.equal(valuesOf(2)[row * grid.width]);
  });

  it("passes a missing file on as a SixfoldError", async () => {
    const lost = { ...assetOf(scenes[0] as Scene), href: `${server.origin}/d9.tif` };
    expect(await sceneCode(readPixels(lost, "vv", grid, httpTransport(localPolicy)))).to.equal("TRANSPORT_HTTP_STATUS");
  });
});
