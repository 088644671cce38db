import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";
import { fromFile } from "geotiff";

import { latticeOffset } from "../../../oracle/core/grid/lattice.ts";
import { parseItem } from "../../../oracle/core/scenes/parse-item.ts";
import { ipccParameters } from "../../../oracle/core/services/paddy/terms.ts";
import { arrange } from "../../../scripts/angiang/arrange.ts";
import type { Arranged } from "../../../scripts/angiang/arrange.ts";
import { readStacks } from "../../../scripts/angiang/read-stacks.ts";
import { dataFolder, realData } from "../../helpers/data.ts";
import { skipWithout } from "../../helpers/skip-without.ts";

describe("arranging the An Giang stacks", function () {
  this.timeout(120_000);
  let folder = "";
  let made: Arranged;

  before(async function () {
    skipWithout(this, realData);
    folder = await mkdtemp(join(tmpdir(), "sixfold-angiang-"));
    made = await arrange({ dataFolder, out: folder });
  });
  after(() => (folder === "" ? undefined : rm(folder, { recursive: true, force: true })));

  it("keeps every pixel value and has nodata everywhere else", async () => {
    const stacks = await readStacks(join(dataFolder, "rice"));
    const root = join(made.scenes, "an-giang-sentinel-1-rtc");
    for (const area of ["east", "west"]) {
      for (const date of ["20220109", "20220721", "20221224"]) {
        for (const key of ["vv", "vh"]) {
          const tiff = await fromFile(join(root, `angiang-${area}-${date}`, `${key}.tif`));
          const image = await tiff.getImage();
          const [values] = (await image.readRasters()) as unknown as readonly [Float32Array];
          const [originX, originY] = image.getOrigin() as [number, number];
          const grid = {
            epsg: 32648,
            width: image.getWidth(),
            height: image.getHeight(),
            originX,
            originY,
            pixelWidth: 10,
            pixelHeight: 10,
          };
          const covered = new Set<number>();
          for (const stack of stacks) {
            const offset = latticeOffset(grid, stack.grid);
            const inside =
              offset !== undefined &&
              offset.col >= 0 &&
              offset.row >= 0 &&
              offset.col < grid.width &&
              offset.row < grid.height;
            if (!inside) continue;
            const band = stack.bands.get(
              `${key.toUpperCase()}_${date.slice(0, 4)}-${date.slice(4, 6)}-${date.slice(6)}`,
            )!;
            band.forEach((value, index) => {
              const at =
                (offset.row + Math.floor(index / stack.grid.width)) * grid.width +
                offset.col +
                (index % stack.grid.width);
              covered.add(at);
              expect(Object.is(values[at], value), `${stack.point} ${date} ${key} ${index}`).to.equal(true);
            });
          }
          expect(covered.size).to.be.greaterThan(800);
          values.forEach((value, at) => {
            if (!covered.has(at)) expect(value).to.be.NaN;
          });
          await tiff.close();
        }
      }
    }
  });

  it("makes items that parse, on tracks inferred from the repeat cycle, and not simulated", async () => {
    const root = join(made.scenes, "an-giang-sentinel-1-rtc");
    const names = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    expect(names).to.have.length(2 * 57);
    const tracks = new Set<string | undefined>();
    for (const { name } of names) {
      const path = join(root, name, "item.json");
      const scene = parseItem(JSON.parse(await readFile(path, "utf8")), pathToFileURL(path).href);
      tracks.add(scene.track);
      expect(scene.simulated).to.equal(false);
      expect((scene.item as { properties: object }).properties).to.have.property("sixfold:track_inferred");
    }
    expect([...tracks].sort()).to.deep.equal(["repeat-12d/phase-5", "repeat-12d/phase-6"]);
  });

  it("drops windows that overlap an earlier one, and says which", () => {
    expect(made.dropped).to.deep.equal([
      { point: "p003", overlaps: "p000" },
      { point: "p013", overlaps: "p005" },
    ]);
    expect(made.fields).to.equal(13);
  });

  it("writes parameters that the methodology accepts", async () => {
    const parameters: unknown = JSON.parse(await readFile(join(made.project, "parameters.json"), "utf8"));
    expect(ipccParameters.safeParse(parameters).error).to.equal(undefined);
  });
});
