import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { benchOf } from "../../../../../../oracle/core/program/bench.ts";
import type { Crew } from "../../../../../../oracle/core/program/crew.ts";
import { dateOf, dayOf } from "../../../../../../oracle/core/services/common/day.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../../../../oracle/core/services/common/service.ts";
import { seasonBreak } from "../../../../../../oracle/core/services/integrity/season/season-break.ts";
import { SEASON_REFERENCE } from "../../../../../../oracle/core/services/integrity/season/terms.ts";
import { defaultPolicy } from "../../../../../../oracle/transport/policy.ts";
import { writeGeoTiff } from "../../../../../../scripts/simulate/write-geotiff.ts";
import { analyseInMemory, replayFiles } from "../../../../../helpers/bundles.ts";
import { localCrew } from "../../../../../helpers/local-crew.ts";
import { localRunner, replayLocally } from "../../../../../helpers/local-runner.ts";
import { FOREST, PROJECT } from "../clearing/forest.ts";

const DAYS = Array.from({ length: 75 }, (_, at) => dateOf(dayOf("2017-01-01") + 20 * at));
const FELLED = "2020-08-01";

/** Red and near infrared of a day, and its scene classes; clouds over all of it now and then. SIMULATED. */
const look = (date: string): readonly [image: Uint8Array, classes: Uint8Array] => {
  const turn = (2 * Math.PI * dayOf(date)) / 365.2425;
  const isFelled = (col: number, row: number): boolean =>
    date >= FELLED && col >= 12 && col < 30 && row >= 6 && row < 24;
  const isClouded = dayOf(date) % 7 === 0;
  const plane = (valueOf: (col: number, row: number) => number) => ({
    values: Float32Array.from({ length: FOREST.width * FOREST.height }, (_, at) =>
      valueOf(at % FOREST.width, Math.floor(at / FOREST.width)),
    ),
  });
  const write = (bands: readonly { readonly values: Float32Array }[]): Uint8Array =>
    writeGeoTiff({ grid: FOREST, bands, nodata: NaN, layout: "tiles", compression: "deflate" });
  return [
    write([
      plane((col, row) => (isClouded ? 0.6 : isFelled(col, row) ? 0.18 : 0.05)),
      plane((col, row) => (isClouded ? 0.6 : (isFelled(col, row) ? 0.25 : 0.35) + 0.05 * Math.cos(turn))),
    ]),
    write([plane(() => (isClouded ? 9 : 4))]),
  ];
};

describe("a break with the season from catalogue to finding, SIMULATED", function () {
  this.timeout(60_000);
  const service = seasonBreak as unknown as Service<unknown>;
  let crew: Crew;
  let folder: string;
  before(async () => {
    crew = localCrew(await benchOf(seasonBreak.kernels));
    folder = await mkdtemp(join(tmpdir(), "sixfold-season-"));
    const [scenes, project] = [join(folder, "scenes"), join(folder, "project")];
    await Promise.all([mkdir(scenes), mkdir(project)]);
    const write = (path: string, json: unknown): Promise<void> => writeFile(path, JSON.stringify(json));
    const image = { type: "image/tiff; application=geotiff" };
    for (const date of DAYS) {
      const [pixels, classes] = look(date);
      await writeFile(join(scenes, `${date}.tif`), pixels);
      await writeFile(join(scenes, `${date}-scl.tif`), classes);
      const bands = ["red", "nir"].map((name) => ({ name, "eo:common_name": name }));
      await write(join(scenes, `${date}.json`), {
        ...{ type: "Feature", stac_version: "1.1.0", id: date, collection: "simulated", geometry: null, links: [] },
        bbox: [105.2, 10.3, 105.3, 10.35],
        properties: { datetime: `${date}T03:00:00Z`, "sixfold:simulated": true },
        assets: {
          image: { href: `./${date}.tif`, ...image, bands },
          scl: { href: `./${date}-scl.tif`, ...image, bands: [{ name: "scl" }] },
        },
      });
    }
    await write(join(scenes, "catalog.json"), {
      ...{ type: "Catalog", stac_version: "1.1.0", id: "simulated", description: "SIMULATED" },
      links: DAYS.map((date) => ({ rel: "item", href: `./${date}.json` })),
    });
    await write(join(project, "project.json"), {
      ...{ name: "SIMULATED", pool: "biomass", edgeLevel: 20, simulated: true, boundary: "boundary.geojson" },
      period: { start: "2017-01-01", end: "2021-02-01" },
      practice: { stockKgPerHa: { lower: 100_000, upper: 200_000 }, watchFrom: "2020-03-01" },
    });
    await write(join(project, "boundary.geojson"), PROJECT.boundary);
  });
  after(async () => {
    await crew.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("finds what was felled, dates it, and replays to the same bytes", async () => {
    const { outcome, files, cid } = await analyseInMemory({
      runner: localRunner(service, crew),
      project: join(folder, "project"),
      parameters: SEASON_REFERENCE,
      catalogue: join(folder, "scenes"),
      policy: defaultPolicy,
    });
    const { verdict, cause, lowerM2, diagnostics } = outcome as Finding;
    expect([verdict, cause]).to.deep.equal(["loss", "season-break"]);
    expect(Number(lowerM2)).to.be.closeTo(32_400, 200);
    const [{ onset }] = (diagnostics as { events: [{ onset: string }] }).events;
    expect(dayOf(onset) - dayOf(FELLED)).to.be.within(0, 40);
    const again = await replayFiles(files, { ...replayLocally(service, crew), expectedRoot: cid });
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
  });
});
