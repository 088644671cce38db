import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import type { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../../../../oracle/core/services/common/service.ts";
import { bedSurveyPair } from "../../../../../../oracle/core/services/integrity/beds/bed-survey-pair.ts";
import { BED_REFERENCE } from "../../../../../../oracle/core/services/integrity/beds/terms.ts";
import { defaultPolicy } from "../../../../../../oracle/transport/policy.ts";
import { analyseInMemory, replayFiles } from "../../../../../helpers/bundles.ts";
import type { Made } from "../../../../../helpers/bundles.ts";
import { dataFolder, realData } from "../../../../../helpers/data.ts";
import { localRunner, replayLocally } from "../../../../../helpers/local-runner.ts";
import { pixelThreads } from "../../../../../helpers/read-pixels.ts";
import { skipWithout } from "../../../../../helpers/skip-without.ts";
import { arrangeTables, squareOf } from "../../../../../helpers/watched-tables.ts";
import type { MadeTable, WatchedGround } from "../../../../../helpers/watched-tables.ts";
import { evidenceError } from "../../../evidence/samples.ts";

const MIDDLE = [139.66, 35.2] as const;

type Stated = { readonly error?: number; readonly isVisible?: boolean; readonly simulated?: boolean };

const survey = (date: string, beds: readonly object[], { error = 0.05, isVisible = true }: Stated = {}): MadeTable => ({
  ...{ id: `beds-${date}`, role: "bed-survey", mediaType: "application/geo+json", bbox: [139, 35, 140, 36] },
  text: JSON.stringify({
    type: "FeatureCollection",
    features: beds.map((geometry) => ({ type: "Feature", properties: null, geometry })),
  }),
  properties: {
    datetime: `${date}T00:00:00Z`,
    ...{ "sixfold:area_relative_error": error, "sixfold:visibility_passed": isVisible },
  },
});
const GROUND: WatchedGround = {
  boundary: squareOf(MIDDLE, 0.004),
  ...{ pool: "blue-carbon", period: { start: "2020-01-01", end: "2025-01-01" }, watchFrom: "2022-01-01" },
};

describe("loss of beds by two surveys", function () {
  this.timeout(600_000);
  const crew = pixelThreads(1);
  const service = bedSurveyPair as unknown as Service<unknown>;
  let folder: string;
  let runs = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-beds-"));
  });
  after(async () => {
    await crew.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (surveys: readonly MadeTable[], ground = GROUND): Promise<Made> =>
    analyseInMemory({
      ...{ runner: localRunner(service, crew), parameters: BED_REFERENCE, policy: defaultPolicy },
      ...(await arrangeTables(join(folder, `${++runs}`), surveys, ground)),
    });
  const findingOf = async (surveys: readonly MadeTable[]): Promise<Finding> => (await run(surveys)).outcome as Finding;
  const refusalOf = (surveys: readonly MadeTable[]): Promise<SixfoldError> => evidenceError(() => run(surveys));
  const wordsOf = async (surveys: readonly MadeTable[]) => {
    const { verdict, reason } = await findingOf(surveys);
    return [verdict, reason];
  };
  const [wide, half] = [squareOf(MIDDLE, 0.002), squareOf(MIDDLE, 0.0014)];

  it("is a loss of the area less both errors, dated between the surveys, and replays, SIMULATED", async () => {
    const { outcome, files, cid } = await run([survey("2021-05-10", [wide]), survey("2023-05-20", [half])]);
    const { verdict, cause, lowerM2, upperM2, upperKg, lastUnharmed, firstSeen } = outcome as Finding;
    expect([verdict, cause]).to.deep.equal(["loss", "bed-loss"]);
    // Degrees of 91,178 and 110,941 m at this latitude.
    const [was, is] = [0.004, 0.0028].map((side) => side * side * 91_178 * 110_941) as [number, number];
    const reach = 1.645 * 0.05 * Math.hypot(was, is);
    expect(Number(lowerM2)).to.be.closeTo(was - is - reach, 4_000);
    expect(Number(upperM2)).to.be.closeTo(was - is + reach, 4_000);
    expect(upperKg).to.equal(upperM2 * 20n);
    expect(lastUnharmed).to.equal(BigInt(Date.parse("2021-05-10") / 1000));
    expect(firstSeen).to.equal(BigInt(Date.parse("2023-05-20") / 1000));
    const again = await replayFiles(files, { ...replayLocally(service, crew), expectedRoot: cid });
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
  });

  it("is clear where beds stay or move, and not where errors, light or a missing bed leave doubt", async () => {
    const before = survey("2021-05-10", [wide]);
    expect(await wordsOf([before, survey("2023-05-20", [wide])])).to.deep.equal(["all-clear", ""]);
    const moved = squareOf([MIDDLE[0] + 0.001, MIDDLE[1]], 0.002);
    expect(await wordsOf([before, survey("2023-05-20", [moved])])).to.deep.equal(["all-clear", ""]);
    const rough = survey("2023-05-20", [wide], { error: 0.3 });
    expect(await wordsOf([before, rough])).to.deep.equal(["undetermined", "too-uncertain"]);
    const dark = survey("2023-05-20", [half], { isVisible: false });
    expect(await wordsOf([before, dark])).to.deep.equal(["undetermined", "not-visible"]);
    expect(await wordsOf([survey("2021-05-10", []), survey("2023-05-20", [wide])])).to.deep.equal([
      "undetermined",
      "no-bed-before",
    ]);
    expect(await wordsOf([before, survey("2023-05-20", [])])).to.deep.equal(["loss", ""]);
  });

  it("compares one season alone, and the last surveys that show it", async () => {
    const winter = survey("2023-11-20", [half]);
    expect(await refusalOf([survey("2021-05-10", [wide]), winter])).to.include({ code: "SERVICE_NO_PAIR" });
    const surveys = [survey("2020-05-01", [half]), survey("2021-05-10", [wide]), survey("2023-05-20", [wide]), winter];
    expect((await findingOf(surveys)).diagnostics).to.include({ before: "beds-2021-05-10", after: "beds-2023-05-20" });
  });

  it("refuses beds that overlap, and surveys that state no error or no visibility, by name", async () => {
    const before = survey("2021-05-10", [wide]);
    const overlap = await refusalOf([before, survey("2023-05-20", [wide, half])]);
    expect(overlap.code).to.equal("SERVICE_BEDS");
    expect(overlap.field).to.contain("beds-2023-05-20#");
    const mute = { ...survey("2023-05-20", [wide]), properties: { datetime: "2023-05-20T00:00:00Z" } };
    expect(await refusalOf([before, mute])).to.include({
      code: "SERVICE_ITEM",
      field: "beds-2023-05-20/properties/sixfold:area_relative_error",
    });
  });

  it("gives the real beds of Hillsborough Bay back to a hundredth, clear as they grew, lost were time turned round", async function () {
    skipWithout(this, realData);
    const path = join(dataFolder, "part2", "blue-carbon", "tampa_seagrass_hillsborough_1988_2001.geojson");
    const { features } = JSON.parse(await readFile(path, "utf8")) as {
      readonly features: readonly {
        readonly properties: { readonly year: number; readonly ha: number };
        readonly geometry: object;
      }[];
    };
    const of = (year: number) => features.filter(({ properties }) => properties.year === year);
    const hectaresOf = (year: number): number => of(year).reduce((sum, { properties }) => sum + properties.ha, 0);
    // The source gives years alone, and no error: both are assumed.
    const at = (year: number, date: string): MadeTable => ({
      ...survey(
        date,
        of(year).map(({ geometry }) => geometry),
        { error: 0.1 },
      ),
      bbox: [-83, 27, -82, 29],
    });
    const bay: WatchedGround = {
      ...GROUND,
      boundary: {
        type: "Polygon",
        coordinates: [
          [
            [-82.5, 27.77],
            [-82.38, 27.77],
            [-82.38, 27.96],
            [-82.5, 27.96],
            [-82.5, 27.77],
          ],
        ],
      },
      ...{ period: { start: "1995-01-01", end: "2002-01-01" }, watchFrom: "2000-01-01", simulated: false },
    };
    const grown = (await run([at(1996, "1996-01-15"), at(2001, "2001-01-15")], bay)).outcome as Finding;
    const { beforeM2, afterM2 } = grown.diagnostics as { readonly beforeM2: number; readonly afterM2: number };
    expect(grown.verdict).to.equal("all-clear");
    expect(beforeM2 / 1e4).to.be.closeTo(hectaresOf(1996), 0.01 * hectaresOf(1996));
    expect(afterM2 / 1e4).to.be.closeTo(hectaresOf(2001), 0.01 * hectaresOf(2001));
    const turned = (await run([at(2001, "1996-01-15"), at(1996, "2001-01-15")], { ...bay, simulated: true })).outcome;
    expect((turned as Finding).verdict).to.equal("loss");
  });
});
