import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { benchOf } from "../../../../../../oracle/core/program/bench.ts";
import type { Crew } from "../../../../../../oracle/core/program/crew.ts";
import { dateOf, dayOf } from "../../../../../../oracle/core/services/common/day.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../../../../oracle/core/services/common/service.ts";
import { droughtHealth } from "../../../../../../oracle/core/services/integrity/drought/drought-health.ts";
import { DROUGHT_REFERENCE } from "../../../../../../oracle/core/services/integrity/drought/terms.ts";
import { defaultPolicy } from "../../../../../../oracle/transport/policy.ts";
import { analyseInMemory, replayFiles } from "../../../../../helpers/bundles.ts";
import type { Made } from "../../../../../helpers/bundles.ts";
import { localCrew } from "../../../../../helpers/local-crew.ts";
import { localRunner, replayLocally } from "../../../../../helpers/local-runner.ts";
import { arrangeLooks } from "../../../../../helpers/watched-looks.ts";
import type { MadeLook } from "../../../../../helpers/watched-looks.ts";
import { evidenceError } from "../../../evidence/samples.ts";
import { FOREST, PROJECT } from "../clearing/forest.ts";

/** Every sixteen days from June to August, of six years and a seventh that is dry. */
const DAYS = Array.from({ length: 7 }, (_, year) =>
  Array.from({ length: 6 }, (__, at) => dateOf(dayOf(`${2014 + year}-06-01`) + 16 * at)),
).flat();
const DRY_FROM = "2020-07-01";

/** SIMULATED: years differ a little, each by its own, and a part of the ground falls dry. */
const look = (date: string, kelvinOf = (celsius: number): number => celsius + 273.15): MadeLook => {
  const year = Number(date.slice(0, 4));
  const weather = (((year * 7) % 5) - 2) / 100;
  const isDry = (col: number, row: number): boolean =>
    date >= DRY_FROM && col >= 12 && col < 30 && row >= 6 && row < 24;
  return {
    id: date,
    properties: { datetime: `${date}T03:00:00Z`, "eo:cloud_cover": 0 },
    bands: {
      red: (col, row) => (isDry(col, row) ? 0.12 : 0.05),
      nir: (col, row) => (isDry(col, row) ? 0.25 : 0.35) + weather,
      swir16: (col, row) => (isDry(col, row) ? 0.28 : 0.18),
      lwir11: (col, row) => kelvinOf((isDry(col, row) ? 36 : 26) - 100 * weather),
    },
  };
};

describe("a drought from catalogue to finding, SIMULATED", function () {
  this.timeout(600_000);
  const service = droughtHealth as unknown as Service<unknown>;
  let crew: Crew;
  let folder: string;
  let runs = 0;
  before(async () => {
    crew = localCrew(await benchOf(droughtHealth.kernels));
    folder = await mkdtemp(join(tmpdir(), "sixfold-drought-"));
  });
  after(async () => {
    await crew.close();
    await rm(folder, { recursive: true, force: true });
  });
  const run = async (looks: readonly MadeLook[]): Promise<Made> => {
    const period = { start: "2014-06-01", end: "2020-09-01" };
    const arranged = await arrangeLooks(join(folder, `${++runs}`), looks, {
      ...{ grid: FOREST, boundary: PROJECT.boundary, period, watchFrom: "2020-06-01" },
    });
    return analyseInMemory({
      ...{ runner: localRunner(service, crew), parameters: DROUGHT_REFERENCE, policy: defaultPolicy },
      ...arranged,
    });
  };

  it("finds the dry plots, dates them, and replays to the same bytes", async () => {
    const { outcome, files, cid } = await run(DAYS.map((date) => look(date)));
    const { verdict, cause, lowerM2, lowerKg, diagnostics } = outcome as Finding;
    expect([verdict, cause, lowerKg]).to.deep.equal(["loss", "drought", 0n]);
    // Plots of 40 m, since temperatures of more pixels do not add up: four by four lie inside, and nine half inside.
    expect(Number(lowerM2)).to.be.within(25_500, 40_200);
    const [{ onset, confirmed }] = (diagnostics as { events: [{ onset: string; confirmed: string }] }).events;
    expect(dayOf(onset) - dayOf(DRY_FROM)).to.be.within(0, 16);
    expect(dayOf(confirmed) - dayOf(onset)).to.equal(32);
    const again = await replayFiles(files, { ...replayLocally(service, crew), expectedRoot: cid });
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
  });

  it("is no all-clear where years are missing, and refuses degrees Celsius", async () => {
    const young = (await run(DAYS.filter((date) => date >= "2017").map((date) => look(date)))).outcome as Finding;
    expect([young.verdict, young.reason]).to.deep.equal(["undetermined", "not-enough-looks"]);
    const celsius = await evidenceError(() => run(DAYS.map((date) => look(date, (degrees) => degrees))));
    expect(celsius).to.include({ code: "SERVICE_UNITS", field: DAYS[0] });
    expect(celsius.rule).to.contain("kelvin");
  });
});
