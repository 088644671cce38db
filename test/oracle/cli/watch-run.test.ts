import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { runProcess } from "../../../scripts/start/processes.ts";
import { writeGeoTiff } from "../../../scripts/simulate/write-geotiff.ts";
import { csvOf } from "../../../scripts/firms/arrange.ts";
import { FOREST, PROJECT } from "../core/services/integrity/clearing/forest.ts";

const SINCE = "2020-12-01";
/** Every twelve days from 2020-06-01 to 2021-02-28. */
const DATES = Array.from({ length: 23 }, (_, at) =>
  new Date(Date.UTC(2020, 5, 1 + 12 * at, 22, 45)).toISOString().replace(".000", ""),
);
const BBOX = [105.2, 10.3, 105.3, 10.35];

/** Two hectares and more in the middle: felled by the first of the year, and under water for a month. */
const isFelled = (col: number, row: number, date: string): boolean =>
  date > "2021-01-01" && col >= 12 && col < 30 && row >= 12 && row < 30;

/** A forest, SIMULATED without noise: power of VV and VH on a date. */
const look = (date: string): Uint8Array =>
  writeGeoTiff({
    grid: FOREST,
    bands: [0.15, 0.045].map((dry) => ({
      values: Float32Array.from({ length: FOREST.width * FOREST.height }, (_, at) => {
        const [col, row] = [at % FOREST.width, Math.floor(at / FOREST.width)];
        return (isFelled(col, row, date) ? dry / 4 : dry) * (1 + ((col * 7 + row * 3) % 5) / 50);
      }),
    })),
    nodata: NaN,
    layout: "tiles",
  });

const hotspot = (satellite: string, date: string, lon: number, lat: number) => ({
  ...{ latitude: lat, longitude: lon, scan: 1, track: 1, acq_date: date, acq_time: "0612", satellite },
  ...{ instrument: "MODIS", confidence: 90, frp: 10 },
});

describe("sixfold watch run, SIMULATED", function () {
  this.timeout(180_000);
  let folder: string;
  const at = (...names: readonly string[]): string => join(folder, ...names);
  const write = (path: string, json: unknown): Promise<void> => writeFile(path, JSON.stringify(json));

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-watch-"));
    await Promise.all([mkdir(at("scenes")), mkdir(at("project"))]);
    const item = (id: string, properties: object, assets: object) =>
      write(at("scenes", `${id}.json`), {
        ...{
          type: "Feature",
          stac_version: "1.1.0",
          id,
          collection: "simulated",
          bbox: BBOX,
          geometry: null,
          links: [],
        },
        ...{ properties: { "sixfold:simulated": true, ...properties }, assets },
      });
    for (const datetime of DATES) {
      const id = `s1-${datetime.slice(0, 10)}`;
      await writeFile(at("scenes", `${id}.tif`), look(datetime));
      await item(
        id,
        { datetime, "sixfold:track": "26-descending" },
        {
          image: {
            href: `./${id}.tif`,
            type: "image/tiff; application=geotiff",
            bands: [{ name: "vv" }, { name: "vh" }],
          },
        },
      );
    }
    const [[[lon, lat]]] = PROJECT.boundary.coordinates[0] as unknown as [[readonly [number, number]]];
    const rows = ["Terra", "Aqua"].map((satellite, day) =>
      hotspot(satellite, `2021-01-0${4 + day}`, lon + 0.002, lat - 0.002),
    );
    await writeFile(at("scenes", "fires.csv"), csvOf(rows));
    await item(
      "fires",
      { datetime: null, start_datetime: "2020-06-01T00:00:00Z", end_datetime: "2021-03-01T00:00:00Z" },
      { hotspots: { href: "./fires.csv", type: "text/csv", roles: ["hotspots"] } },
    );
    const ids = [...DATES.map((date) => `s1-${date.slice(0, 10)}`), "fires"];
    await write(at("scenes", "catalog.json"), {
      ...{ type: "Catalog", stac_version: "1.1.0", id: "simulated", description: "SIMULATED" },
      links: ids.map((id) => ({ rel: "item", href: `./${id}.json` })),
    });
    await write(at("project", "project.json"), {
      ...{ name: "SIMULATED forest", pool: "biomass", edgeLevel: 20, simulated: true, boundary: "boundary.geojson" },
      period: { start: "2020-06-01", end: "2021-03-01" },
      practice: { stockKgPerHa: { lower: 100_000, upper: 200_000 } },
    });
    await write(at("project", "boundary.geojson"), PROJECT.boundary);
  });
  after(() => rm(folder, { recursive: true, force: true }));

  it("runs every methodology, bundles each finding, and counts what they share once", async () => {
    const { exitCode, stdout, stderr } = await runProcess("oracle/cli/main.ts", [
      ...["watch", "run", "--project", at("project"), "--scenes", at("scenes"), "--since", SINCE],
      ...["--out", at("out"), "--workers", "1", "--json"],
    ]);
    expect(exitCode, stderr + stdout).to.equal(0);
    const result = JSON.parse(stdout) as {
      readonly causes: Record<string, string>;
      readonly upperKg: string;
      readonly findings: readonly Record<string, string>[];
      readonly refused: readonly { readonly methodology: string; readonly code: string }[];
    };
    expect(result.causes).to.deep.equal({ clearing: "loss", fire: "loss", flood: "loss" });
    expect(result.refused.map(({ methodology, code }) => [methodology, code])).to.deep.equal([
      ["bed-survey-pair", "SERVICE_NO_LOOK"],
      ["burn-severity-pair", "SERVICE_NO_PAIR"],
      ["coherence-drop", "SERVICE_NO_LOOK"],
      ["drought-health", "SERVICE_NO_LOOK"],
      ["fire-thermal", "SERVICE_NO_LOOK"],
      ["forest-alerts", "SERVICE_NO_LOOK"],
      ["season-break", "SERVICE_NO_LOOK"],
    ]);
    const kg = result.findings.map(({ upperKg }) => BigInt(upperKg!));
    const greatest = kg.reduce((most, each) => (each > most ? each : most));
    const sum = kg.reduce((all, each) => all + each, 0n);
    // One clearing seen by three: it is not lost three times.
    expect(BigInt(result.upperKg) >= greatest && BigInt(result.upperKg) < sum).to.equal(true);
    expect((await readdir(at("out"))).filter((name) => name.endsWith(".car"))).to.have.length(3);
    for (const { car, cid } of result.findings) {
      const verified = await runProcess("oracle/cli/main.ts", ["verify", car!, "--json"]);
      expect(verified.exitCode, verified.stdout + verified.stderr).to.equal(0);
      expect(verified.stdout).to.contain(cid);
    }
    const written = JSON.parse(await readFile(at("out", "clearing-bayes", "project.json"), "utf8")) as {
      readonly practice: object;
    };
    expect(written.practice).to.deep.include({ watchFrom: SINCE });
  });

  it("refuses a day outside the period", async () => {
    const outside = await runProcess("oracle/cli/main.ts", [
      ...["watch", "run", "--project", at("project"), "--scenes", at("scenes"), "--since", "2022-01-01"],
      ...["--out", at("outside"), "--methodology", "fire-hotspots", "--json"],
    ]);
    expect(outside.exitCode).to.equal(1);
    expect(outside.stdout + outside.stderr)
      .to.contain("SERVICE_PERIOD")
      .and.to.contain("practice/watchFrom");
  });
});
