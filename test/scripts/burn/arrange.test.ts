import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { burnParameters, burnPractice } from "../../../oracle/core/services/integrity/burn/terms.ts";
import { spanOf } from "../../../oracle/core/services/integrity/scene-span.ts";
import { infraredOf } from "../../../oracle/core/services/integrity/burn/infrared.ts";
import { listScenes } from "../../../oracle/scenes/list-scenes.ts";
import { fileTransport } from "../../../oracle/transport/file-transport.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { arrange } from "../../../scripts/burn/arrange.ts";
import type { Arranged } from "../../../scripts/burn/arrange.ts";
import { BURN_FOLDER, pairFile } from "../../../scripts/burn/basins.ts";
import { dataFolder, realFile } from "../../helpers/data.ts";
import { skipWithout } from "../../helpers/skip-without.ts";

const FIRE = "wit_7288";

describe("arranging a burned basin", () => {
  let folder = "";
  let made: Arranged;

  before(async function () {
    skipWithout(this, realFile("part2/integrity/burn_basins_usgs.csv"));
    folder = await mkdtemp(join(tmpdir(), "sixfold-burn-"));
    made = await arrange({ dataFolder, out: folder, fire: FIRE });
  });
  after(() => (folder === "" ? undefined : rm(folder, { recursive: true, force: true })));

  const scenesOf = () =>
    listScenes(
      made.scenes,
      {},
      { policy: { ...defaultPolicy, fileRoot: made.scenes }, transport: fileTransport(made.scenes) },
    );

  it("makes two scenes of one unchanged file, each with its own side's infrared", async () => {
    const scenes = await scenesOf();
    expect(scenes.map(({ id }) => id).sort()).to.deep.equal([`${FIRE}-after`, `${FIRE}-before`]);
    const bands = Object.fromEntries(scenes.map((scene) => [scene.id, infraredOf(scene)!.map(({ band }) => band)]));
    expect(bands).to.deep.equal({
      [`${FIRE}-before`]: ["before-B4", "before-B7"],
      [`${FIRE}-after`]: ["after-B4", "after-B7"],
    });
    const [copy, source] = await Promise.all([
      readFile(join(made.scenes, "burned-basins-landsat-7", pairFile(FIRE))),
      readFile(join(dataFolder, BURN_FOLDER, pairFile(FIRE))),
    ]);
    expect(copy.equals(source)).to.equal(true);
  });

  it("states dates as no more than the source gives: ranges of 120 days about any day of the year", async () => {
    const spans = Object.fromEntries((await scenesOf()).map((scene) => [scene.id, spanOf(scene)]));
    const day = (span: bigint): string => new Date(Number(span) * 1000).toISOString().slice(0, 10);
    const shown = (id: string): readonly string[] => [day(spans[id]!.from), day(spans[id]!.to)];
    expect(shown(`${FIRE}-before`)).to.deep.equal(["2006-09-03", "2007-12-31"]);
    expect(shown(`${FIRE}-after`)).to.deep.equal(["2007-01-01", "2008-04-30"]);
  });

  it("writes a project whose parameters and practice the methodology takes", async () => {
    const read = async (file: string): Promise<unknown> => JSON.parse(await readFile(join(made.project, file), "utf8"));
    expect(burnParameters.safeParse(await read("parameters.json")).error).to.equal(undefined);
    const { practice } = (await read("project.json")) as { readonly practice: unknown };
    expect(burnPractice.safeParse(practice).error).to.equal(undefined);
  });

  it("refuses a basin that is not there by the names of those that are", async () => {
    const error: unknown = await arrange({ dataFolder, out: folder, fire: "nowhere" }).catch(
      (thrown: unknown) => thrown,
    );
    expect(error).to.include({ code: "BURN_FIRE", field: "fire", value: "nowhere" });
  });
});
