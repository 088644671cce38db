import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { dateOf } from "../../../../../../oracle/core/services/common/day.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Service } from "../../../../../../oracle/core/services/common/service.ts";
import { alertOf } from "../../../../../../oracle/core/services/integrity/alerts/alert-code.ts";
import { forestAlerts } from "../../../../../../oracle/core/services/integrity/alerts/forest-alerts.ts";
import { ALERT_REFERENCE } from "../../../../../../oracle/core/services/integrity/alerts/terms.ts";
import { defaultPolicy } from "../../../../../../oracle/transport/policy.ts";
import { analyseInMemory, replayFiles } from "../../../../../helpers/bundles.ts";
import type { Made } from "../../../../../helpers/bundles.ts";
import { arrangeTables, squareOf } from "../../../../../helpers/watched-tables.ts";
import type { MadeTable } from "../../../../../helpers/watched-tables.ts";
import { evidenceError } from "../../../evidence/samples.ts";
import { localRunner, replayLocally } from "../../../../../helpers/local-runner.ts";
import { pixelThreads } from "../../../../../helpers/read-pixels.ts";

describe("codes of integrated forest alerts", () => {
  it("golden O14: low, high and highest with their dates, and none", () => {
    const wordsOf = (code: number) => {
      const alert = alertOf(code, "alert");
      return alert && [alert.confidence, dateOf(alert.day)];
    };
    expect([20_001, 30_055, 21_847, 41_847, 0].map(wordsOf)).to.deep.equal([
      ["low", "2015-01-01"],
      ["high", "2015-02-24"],
      ["low", "2020-01-21"],
      ["highest", "2020-01-21"],
      undefined,
    ]);
  });

  for (const code of [1, 10_001, 20_000, 50_001, 20_001.5, -20_001, 200_010])
    it(`refuses ${code}`, () => {
      expect(() => alertOf(code, "alert")).to.throw(/SERVICE_ALERT_CODE|two|2, 3 or 4/);
    });
});

type Pixel = readonly [x: number, y: number, code: number];

const [LON, LAT] = [-60, -5] as const;
/** Of 2024-06-01 and 2024-06-10. */
const [JUNE_1, JUNE_10] = [3_440, 3_449];
const centre = (origin: number, steps: number): string => (origin + (steps + 0.5) * 0.0001).toFixed(5);
const csvOf = (pixels: readonly Pixel[]): string =>
  ["longitude,latitude,alert", ...pixels.map(([x, y, code]) => `${centre(LON, x)},${centre(LAT, y)},${code}`)].join(
    "\n",
  );
const square = (side: number, code: number): readonly Pixel[] =>
  Array.from({ length: side * side }, (_, at) => [at % side, Math.floor(at / side), code] as const);

describe("integrated forest alerts over claimed ground", function () {
  this.timeout(300_000);
  const crew = pixelThreads(1);
  const service = forestAlerts as unknown as Service<unknown>;
  let folder: string;
  let runs = 0;
  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "sixfold-alerts-"));
  });
  after(async () => {
    await crew.close();
    await rm(folder, { recursive: true, force: true });
  });

  const run = async (text: string, change: Partial<MadeTable> = {}): Promise<Made> => {
    const table: MadeTable = {
      ...{ id: "gfw", role: "forest-alerts", mediaType: "text/csv", text, bbox: [-60.1, -5.1, -59.9, -4.9] },
      properties: { datetime: null, start_datetime: "2024-01-01T00:00:00Z", end_datetime: "2024-12-31T23:59:59Z" },
      ...change,
    };
    const boundary = squareOf([LON, LAT], 0.004);
    const period = { start: "2024-01-01", end: "2025-01-01" };
    const arranged = await arrangeTables(join(folder, `${++runs}`), [table], {
      ...{ boundary, period, watchFrom: "2024-03-01" },
    });
    return analyseInMemory({
      ...{ runner: localRunner(service, crew), parameters: ALERT_REFERENCE, policy: defaultPolicy },
      ...arranged,
    });
  };
  const findingOf = async (pixels: readonly Pixel[]): Promise<Finding> => (await run(csvOf(pixels))).outcome as Finding;

  it("is a loss of the pixels' claimed area where a hectare of high confidence touches, and replays", async () => {
    const { outcome, files, cid } = await run(csvOf([...square(12, 30_000 + JUNE_1), [13, 13, 40_000 + JUNE_10]]));
    const { verdict, cause, lowerM2, upperM2, lowerKg, upperKg, firstSeen } = outcome as Finding;
    expect([verdict, cause, lowerKg]).to.deep.equal(["loss", "clearing", 0n]);
    // A pixel of 0.0001 degrees at 5 degrees south is 11.058 by 11.090 m.
    expect(Number(lowerM2)).to.be.closeTo(144 * 11.058 * 11.09, 20);
    expect(Number(upperM2)).to.be.closeTo(145 * 11.058 * 11.09, 20);
    expect(upperKg).to.equal(upperM2 * 20n);
    expect(firstSeen).to.equal(BigInt(Date.parse("2024-06-01") / 1000));
    const again = await replayFiles(files, { ...replayLocally(service, crew), expectedRoot: cid });
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
  });

  it("confirms nothing by low confidence, by less than a hectare, or before the watch", async () => {
    const wordsOf = async (pixels: readonly Pixel[]) => {
      const { verdict, reason, upperM2, claimedM2 } = await findingOf(pixels);
      expect(upperM2).to.equal(claimedM2);
      return [verdict, reason];
    };
    expect(await wordsOf(square(12, 20_000 + JUNE_1))).to.deep.equal(["undetermined", "unconfirmed"]);
    expect(await wordsOf(square(9, 30_000 + JUNE_1))).to.deep.equal(["undetermined", "unconfirmed"]);
    expect(await wordsOf(square(12, 30_000 + JUNE_1 - 100))).to.deep.equal(["undetermined", "no-alert"]);
    expect(await wordsOf([])).to.deep.equal(["undetermined", "no-alert"]);
  });

  it("counts a pixel that is listed twice once, as the surest row says, and none outside the claim", async () => {
    const twice = await findingOf([...square(12, 20_000 + JUNE_1), ...square(12, 40_000 + JUNE_10)]);
    const once = await findingOf(square(12, 40_000 + JUNE_10));
    expect([twice.verdict, twice.lowerM2, twice.upperM2]).to.deep.equal(["loss", once.lowerM2, once.upperM2]);
    const outside = await findingOf(square(12, 40_000 + JUNE_1).map(([x, y, code]) => [x + 500, y, code] as const));
    expect(outside.reason).to.equal("no-alert");
  });

  it("says not-enough-looks where no table spans the watch", async () => {
    const properties = {
      datetime: null,
      ...{ start_datetime: "2024-01-01T00:00:00Z", end_datetime: "2024-10-01T00:00:00Z" },
    };
    const { outcome } = await run(csvOf([]), { properties });
    expect((outcome as Finding).reason).to.equal("not-enough-looks");
  });

  it("refuses swapped coordinates, other years, and codes that there are not, by table and row", async () => {
    const refusal = async (text: string) => evidenceError(() => run(text));
    const header = "longitude,latitude,alert\n";
    expect(await refusal(`${header}-5,-60,30100`)).to.include({
      code: "SERVICE_ALERT_PLACE",
      field: "gfw#row 2",
      rule: "latitude and longitude are not swapped",
    });
    expect(await refusal(`${header}-60,-5,30100`)).to.include({ code: "SERVICE_ALERT_DATE", field: "gfw#row 2" });
    expect(await refusal(`${header}-60,-5,12`)).to.include({
      code: "SERVICE_ALERT_CODE",
      field: "gfw#row 2, column alert",
    });
  });
});
