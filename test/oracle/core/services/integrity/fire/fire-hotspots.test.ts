import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../../../../oracle/core/services/common/service.ts";
import { fireHotspots } from "../../../../../../oracle/core/services/integrity/fire/fire-hotspots.ts";
import { FIRE_REFERENCE } from "../../../../../../oracle/core/services/integrity/fire/terms.ts";
import { defaultPolicy } from "../../../../../../oracle/transport/policy.ts";
import { arrange, northAmerica } from "../../../../../../scripts/firms/arrange.ts";
import type { Arrange, FirmsRow, Table } from "../../../../../../scripts/firms/arrange.ts";
import { analyseInMemory, replayFiles } from "../../../../../helpers/bundles.ts";
import type { Made } from "../../../../../helpers/bundles.ts";
import { dataFolder, realFile } from "../../../../../helpers/data.ts";
import { localRunner, replayLocally } from "../../../../../helpers/local-runner.ts";
import { pixelThreads } from "../../../../../helpers/read-pixels.ts";
import { skipWithout } from "../../../../../helpers/skip-without.ts";

const MIDDLE = [-60, -5] as const;
const JUNE: Pick<Table, "range" | "bbox"> = {
  range: ["2025-06-01T00:00:00Z", "2025-06-30T23:59:59Z"],
  bbox: [-65, -10, -55, 0],
};

const viirs: FirmsRow = {
  ...{ latitude: -5, longitude: -60, bright_ti4: 340.1, scan: 0.4, track: 0.38, acq_date: "2025-06-10" },
  ...{ acq_time: "936", satellite: "N", instrument: "VIIRS", confidence: "n", version: "2.0NRT" },
  ...{ bright_ti5: 290.2, frp: 4.2, daynight: "N" },
};
const modis: FirmsRow = {
  ...{ latitude: -5.001, longitude: -60.001, brightness: 321.4, scan: 1.2, track: 1.1, acq_date: "2025-06-10" },
  ...{ acq_time: "0512", satellite: "Aqua", instrument: "MODIS", confidence: 71, version: "6.1NRT" },
  ...{ bright_t31: 295.5, frp: 20.1, daynight: "N" },
};
const far = { latitude: -9, longitude: -64 };

const tables = (first: readonly FirmsRow[], second: readonly FirmsRow[], change: Partial<Table> = {}) => [
  { id: "viirs", rows: [{ ...viirs, ...far }, ...first], ...JUNE, ...change },
  { id: "modis", rows: [{ ...modis, ...far }, ...second], ...JUNE, ...change },
];

describe("active fires of FIRMS", function () {
  this.timeout(300_000);
  const crew = pixelThreads(1);
  const service = fireHotspots as unknown as Service<unknown>;
  let folder: string;
  let runs = 0;

  const run = async (change: Partial<Arrange> & Pick<Arrange, "tables">): Promise<Made> => {
    const { scenes, project } = await arrange({
      ...{ out: join(folder, `${++runs}`), middle: MIDDLE, simulated: true, watchFrom: "2025-06-01" },
      period: { start: "2025-06-01", end: "2025-07-01" },
      ...change,
    });
    return analyseInMemory({
      runner: localRunner(service, crew),
      project,
      parameters: FIRE_REFERENCE,
      catalogue: scenes,
      policy: defaultPolicy,
    });
  };
  const findingOf = async (change: Partial<Arrange> & Pick<Arrange, "tables">): Promise<Finding> =>
    (await run(change)).outcome as Finding;
  const wordsOf = async (list: readonly Table[]) => {
    const { verdict, reason } = await findingOf({ tables: list });
    return [verdict, reason];
  };
  const refusalOf = async (list: readonly Table[]): Promise<SixfoldError> => {
    const error: unknown = await run({ tables: list }).catch((caught: unknown) => caught);
    expect(error).to.be.instanceOf(SixfoldError);
    return error as SixfoldError;
  };

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-firms-"));
  });
  after(async () => {
    await crew.close();
    await rm(folder, { recursive: true, force: true });
  });

  it("is a loss where two satellites agree, dated by the first, bounded by the pixels' circles", async () => {
    const { verdict, cause, lowerM2, upperM2, claimedM2, upperKg, firstSeen, lastUnharmed } = await findingOf({
      tables: tables([viirs], [modis]),
    });
    expect([verdict, cause, lowerM2]).to.deep.equal(["loss", "fire", 0n]);
    expect(firstSeen).to.equal(BigInt(Date.parse("2025-06-10T05:12:00Z") / 1000));
    expect(lastUnharmed).to.equal(firstSeen - 5n * 86_400n);
    // The larger circle has a radius of 814 m; cells reach out of it by 120 m.
    expect(Number(upperM2)).to.be.within(Math.PI * 814 ** 2, Math.PI * 960 ** 2);
    expect(upperM2 < claimedM2).to.equal(true);
    expect(upperKg).to.equal(upperM2 * 40n);
  });

  it("replays to the same bytes, and carries its tables whole", async () => {
    const { files, cid } = await run({ tables: tables([viirs], [modis]) });
    const again = await replayFiles(files, { ...replayLocally(service, crew), expectedRoot: cid });
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
  });

  it("gives no all-clear, whatever it sees or does not", async () => {
    expect(await wordsOf(tables([], []))).to.deep.equal(["undetermined", "no-hotspot"]);
    expect(await wordsOf(tables([viirs], []))).to.deep.equal(["undetermined", "unconfirmed"]);
    expect(await wordsOf(tables([{ ...viirs, confidence: "l" }], [modis]))).to.deep.equal([
      "undetermined",
      "unconfirmed",
    ]);
    const short = tables([], [], { range: ["2025-06-01T00:00:00Z", "2025-06-29T00:00:00Z"] });
    expect(await wordsOf(short)).to.deep.equal(["undetermined", "not-enough-looks"]);
    const beside = tables([], [], { bbox: [-65, -10, -60, 0] });
    const inside = beside.map((table) => ({ ...table, rows: table.rows.map((row) => ({ ...row, longitude: -61 })) }));
    expect(await wordsOf(inside)).to.deep.equal(["undetermined", "not-enough-looks"]);
  });

  it("counts one overpass listed twice once, and neither volcanoes nor a fire of another week", async () => {
    expect(await wordsOf(tables([viirs, viirs], []))).to.deep.equal(["undetermined", "unconfirmed"]);
    const late = { ...modis, acq_date: "2025-06-20" };
    expect(await wordsOf(tables([viirs], [late]))).to.deep.equal(["undetermined", "unconfirmed"]);
    const volcano = (row: FirmsRow): FirmsRow => ({ ...row, type: 1 });
    const typed = tables([], []).map(({ rows, ...table }) => ({
      ...table,
      rows: rows.map((row) => ({ ...row, type: 0 })),
    }));
    const [first, second] = typed as unknown as [Table, Table];
    const list = [
      { ...first, rows: [...first.rows, volcano(viirs)] },
      { ...second, rows: [...second.rows, volcano(modis)] },
    ];
    expect(await wordsOf(list)).to.deep.equal(["undetermined", "no-hotspot"]);
  });

  it("tells of smoke beside a finding, and finds none by it", async () => {
    const smoky = (list: readonly Table[]): readonly Table[] => [
      ...list,
      {
        ...{ id: "aerosol", role: "aerosol-index", ...JUNE },
        rows: [{ latitude: -5.1, longitude: -60, time: "2025-06-10T17:00:00Z", aerosol_index: 3, qa_value: 1 }],
      },
    ];
    const { verdict, diagnostics, refused } = await findingOf({ tables: smoky(tables([viirs], [modis])) });
    expect(verdict).to.equal("loss");
    expect((diagnostics as { smoke: unknown }).smoke).to.deep.equal({ soundings: 1, smoky: 1, highest: 3 });
    expect(refused).to.deep.equal([]);
    expect(await wordsOf(smoky(tables([viirs], [])))).to.deep.equal(["undetermined", "unconfirmed"]);
    expect(await wordsOf(smoky(tables([], [])))).to.deep.equal(["undetermined", "no-hotspot"]);
  });

  it("refuses swapped coordinates, other places and other days, by table and row", async () => {
    expect(await refusalOf(tables([{ ...viirs, latitude: -60, longitude: -5 }], []))).to.include({
      code: "SERVICE_HOTSPOT_PLACE",
      field: "viirs#row 3",
      rule: "latitude and longitude are not swapped",
    });
    // A latitude of -105 is none at all.
    const none = await refusalOf(tables([{ ...viirs, latitude: -105, longitude: 5 }], []));
    expect(none).to.include({ code: "SERVICE_TABLE", field: "viirs/hotspots#row 3, column latitude" });
    expect(await refusalOf(tables([{ ...viirs, longitude: 12 }], []))).to.include({ code: "SERVICE_HOTSPOT_PLACE" });
    expect(await refusalOf(tables([{ ...viirs, acq_date: "2024-06-10" }], []))).to.include({
      code: "SERVICE_HOTSPOT_DATE",
      field: "viirs#row 3",
    });
  });

  it("refuses what is no confidence, time or place of its instrument", async () => {
    for (const [change, column] of [
      [{ confidence: "55" }, "confidence"],
      [{ acq_time: "2475" }, "acq_time"],
      [{ scan: -1 }, "scan"],
      [{ latitude: "NaN" }, "latitude"],
      [{ instrument: "AVHRR" }, "instrument"],
    ] as const)
      expect(await refusalOf(tables([{ ...viirs, ...change }], []))).to.include({
        code: "SERVICE_TABLE",
        field: `viirs/hotspots#row 3, column ${column}`,
      });
    expect(await refusalOf(tables([], [{ ...modis, confidence: "h" }]))).to.include({ code: "SERVICE_TABLE" });
  });

  it("takes 6,016 real hotspots: a loss where a large fire burned, none where there was none", async function () {
    skipWithout(this, realFile("fire_flood/firms_modis_c61_northamerica_202506.json"));
    const real = {
      tables: await northAmerica(dataFolder),
      period: { start: "2025-06-01", end: "2025-06-24" },
      simulated: false,
    };
    const burned = await findingOf({ ...real, middle: REAL_FIRE });
    const quiet = await findingOf({ ...real, middle: [-100, 40] });
    expect(burned.diagnostics).to.deep.include({ hotspots: 6_016, satellites: ["Aqua", "Terra"] });
    expect([burned.verdict, quiet.verdict, quiet.reason]).to.deep.equal(["loss", "undetermined", "no-hotspot"]);
  });
});

/** Where most of the real hotspots lie: New Mexico, from 13 June on. */
const REAL_FIRE = [-108.2, 33] as const;
