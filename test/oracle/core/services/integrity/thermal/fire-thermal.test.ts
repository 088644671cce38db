import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import type { Grid } from "../../../../../../oracle/core/grid/types.ts";
import { benchOf } from "../../../../../../oracle/core/program/bench.ts";
import type { Crew } from "../../../../../../oracle/core/program/crew.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../../../../oracle/core/services/common/service.ts";
import { fireThermal } from "../../../../../../oracle/core/services/integrity/thermal/fire-thermal.ts";
import { THERMAL_REFERENCE } from "../../../../../../oracle/core/services/integrity/thermal/terms.ts";
import { defaultPolicy } from "../../../../../../oracle/transport/policy.ts";
import { toLonLat } from "../../../../../../scripts/simulate/to-lon-lat.ts";
import { analyseInMemory, replayFiles } from "../../../../../helpers/bundles.ts";
import type { Made } from "../../../../../helpers/bundles.ts";
import { localCrew } from "../../../../../helpers/local-crew.ts";
import { localRunner, replayLocally } from "../../../../../helpers/local-runner.ts";
import { arrangeLooks } from "../../../../../helpers/watched-looks.ts";
import type { MadeLook } from "../../../../../helpers/watched-looks.ts";
import { squareOf } from "../../../../../helpers/watched-tables.ts";

/** Forty kilometres round a claim of some four. */
const GRID: Grid = {
  ...{ epsg: 32_648, originX: 500_000, originY: 1_150_000, pixelWidth: 1000, pixelHeight: 1000 },
  ...{ width: 40, height: 40 },
};
const BOUNDARY = squareOf(toLonLat(GRID.epsg, 520_500, 1_129_500), 0.018);
const [DAYS, BURNING] = [["01", "02", "03", "04", "05", "06"], "03"];

type Burns = (col: number, row: number) => boolean;
const inside: Burns = (col, row) => col === 20 && row === 20;

/** Looks of two satellites, one by day and one at night, SIMULATED. */
const looks = (burns: Burns, platforms = ["terra", "aqua"]): readonly MadeLook[] =>
  DAYS.flatMap((day) =>
    platforms.map((platform) => {
      const isNight = platform === "aqua";
      const ground = (col: number, row: number): number => ((col * 7 + row * 3) % 5) / 2 - (isNight ? 15 : 0);
      const isHot: Burns = (col, row) => day === BURNING && burns(col, row);
      return {
        id: `${platform}-${day}`,
        properties: { datetime: `2024-03-${day}T${isNight ? "18" : "03"}:30:00Z`, platform },
        bands: {
          red: () => (isNight ? NaN : 0.08),
          nir: () => (isNight ? NaN : 0.22),
          t4: (col, row) => 302 + ground(col, row) + (isHot(col, row) ? 40 : 0),
          t11: (col, row) => 298 + ground(col, row),
          t12: (col, row) => 297 + ground(col, row),
        },
      };
    }),
  );

describe("fires by thermal bands from catalogue to finding, SIMULATED", function () {
  this.timeout(600_000);
  const service = fireThermal as unknown as Service<unknown>;
  let crew: Crew;
  let folder: string;
  let runs = 0;
  before(async () => {
    crew = localCrew(await benchOf(fireThermal.kernels));
    folder = await mkdtemp(join(tmpdir(), "sixfold-thermal-"));
  });
  after(async () => {
    await crew.close();
    await rm(folder, { recursive: true, force: true });
  });
  const run = async (made: readonly MadeLook[]): Promise<Made> =>
    analyseInMemory({
      ...{ runner: localRunner(service, crew), parameters: THERMAL_REFERENCE, policy: defaultPolicy },
      ...(await arrangeLooks(join(folder, `${++runs}`), made, {
        ...{ grid: GRID, boundary: BOUNDARY, period: { start: "2024-03-01", end: "2024-03-07" } },
        watchFrom: "2024-03-01",
      })),
    });
  const wordsOf = async (made: readonly MadeLook[]) => {
    const { verdict, reason } = (await run(made)).outcome as Finding;
    return [verdict, reason];
  };

  it("is a loss where a day's and a night's overpass agree, judged by ground beyond the claim, and replays", async () => {
    const { outcome, files, cid } = await run(looks(inside));
    const { verdict, cause, lowerM2, upperM2, firstSeen, diagnostics } = outcome as Finding;
    expect([verdict, cause, lowerM2]).to.deep.equal(["loss", "fire", 0n]);
    expect(diagnostics).to.include({ hotspots: 2, confirmed: 2 });
    // A pixel's circle has a radius of 707 m; cells reach out of it by 120 m.
    expect(Number(upperM2)).to.be.within(Math.PI * 707 ** 2, Math.PI * 850 ** 2);
    expect(firstSeen).to.equal(BigInt(Date.parse("2024-03-03T03:30:00Z") / 1000));
    const again = await replayFiles(files, { ...replayLocally(service, crew), expectedRoot: cid });
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
  });

  it("gives no all-clear, counts no fire outside the claim, and confirms none by one overpass", async () => {
    expect(await wordsOf(looks(() => false))).to.deep.equal(["undetermined", "no-hotspot"]);
    expect(await wordsOf(looks((col, row) => col === 30 && row === 20))).to.deep.equal(["undetermined", "no-hotspot"]);
    expect(await wordsOf(looks(inside, ["terra"]))).to.deep.equal(["undetermined", "unconfirmed"]);
    expect(await wordsOf(looks(() => false, ["terra"]))).to.deep.equal(["undetermined", "not-enough-looks"]);
  });
});
