import { createHash } from "node:crypto";
import { mkdtemp, readdir, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";

import { expect } from "chai";

import { parseItem } from "../../../oracle/core/scenes/parse-item.ts";
import { ipccParameters } from "../../../oracle/core/services/paddy/terms.ts";
import { simulatePaddy } from "../../../scripts/simulate/paddy.ts";
import type { SimulatedPaddy } from "../../../scripts/simulate/paddy.ts";

const json = async (path: string): Promise<Record<string, never>> =>
  JSON.parse(await readFile(path, "utf8")) as Record<string, never>;

const hashesOf = async (folder: string): Promise<readonly string[]> => {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    files.sort().map(
      async (file) =>
        `${file.slice(folder.length)} ${createHash("sha256")
          .update(await readFile(file))
          .digest("hex")}`,
    ),
  );
};

describe("simulatePaddy", function () {
  this.timeout(120_000);
  let folder = "";
  let made: SimulatedPaddy;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-sim-"));
    made = await simulatePaddy({ seed: 7n, out: join(folder, "a") });
  });
  after(() => rm(folder, { recursive: true, force: true }));

  const items = async () => {
    const root = join(made.scenes, "simulated-sentinel-1-rtc");
    const names = (await readdir(root, { withFileTypes: true })).filter((entry) => entry.isDirectory());
    return Promise.all(
      names.map(async ({ name }) => {
        const path = join(root, name, "item.json");
        return parseItem(await json(path), pathToFileURL(path).href);
      }),
    );
  };

  it("writes equal bytes for equal seeds and other bytes for another", async () => {
    await simulatePaddy({ seed: 7n, out: join(folder, "b") });
    await simulatePaddy({ seed: 8n, out: join(folder, "c") });
    const [a, b, c] = await Promise.all(["a", "b", "c"].map((name) => hashesOf(join(folder, name))));
    expect(a).to.deep.equal(b);
    expect(a).to.not.deep.equal(c);
  });

  it("marks every item, the collection, the project and the truth as simulated", async () => {
    const scenes = await items();
    expect(scenes.length).to.be.greaterThan(30);
    for (const { simulated, item } of scenes) {
      expect(simulated).to.equal(true);
      expect((item as { properties: { title: string } }).properties.title).to.match(/^SIMULATED /);
    }
    const project = await json(join(made.project, "project.json"));
    expect(project).to.include({ simulated: true });
    expect(project["name"]).to.match(/^SIMULATED /);
    expect(await json(join(made.scenes, "catalog.json")))
      .to.have.property("title")
      .that.matches(/^SIMULATED /);
    expect(await json(join(folder, "a", "truth.json"))).to.have.property("simulated", true);
  });

  it("makes items on two tracks whose assets state grid, nodata and checksum", async () => {
    const scenes = await items();
    expect([...new Set(scenes.map(({ track }) => track))].sort()).to.deep.equal(["141-ascending", "46-descending"]);
    for (const { assets } of scenes) {
      for (const key of ["vv", "vh"]) {
        const asset = assets[key]!;
        expect(asset.epsg).to.equal(32654);
        expect(asset.shape).to.deep.equal([200, 200]);
        expect(asset.transform).to.have.length(6);
        expect(asset.bands[0]?.nodata).to.be.NaN;
        const bytes = await readFile(new URL(asset.href));
        expect(asset.checksum).to.equal(`1220${createHash("sha256").update(bytes).digest("hex")}`);
      }
    }
  });

  it("writes parameters that the methodology accepts", async () => {
    expect(ipccParameters.safeParse(await json(join(made.project, "parameters.json"))).error).to.equal(undefined);
  });

  it("drains project fields for longer than controls", () => {
    const days = (role: string): readonly number[] =>
      made.truth
        .filter((field) => field.role === role)
        .map(({ drained }) =>
          drained.reduce((sum, { from, to }) => sum + (Date.parse(to) - Date.parse(from)) / 86_400_000, 0),
        );
    expect(made.truth).to.have.length(225);
    expect(Math.min(...days("project"))).to.be.at.least(14);
    expect(Math.max(...days("control"))).to.be.at.most(5);
  });
});
