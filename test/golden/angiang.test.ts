import { expect } from "chai";

import { calibrate, seasonSpans } from "../../oracle/core/services/paddy/calibrate.ts";
import { followFields } from "../../oracle/core/services/paddy/follow.ts";
import { ipccScheme } from "../../oracle/core/services/paddy/ipcc-scheme.ts";
import { canopyShare, isRice } from "../../oracle/core/services/paddy/land-use.ts";
import { ipccReferenceParameters } from "../../oracle/core/services/paddy/terms.ts";
import { readPoints } from "../../scripts/angiang/points.ts";
import { separate } from "../../scripts/angiang/separation.ts";
import { dataFolder, realData } from "../helpers/data.ts";
import { skipWithout } from "../helpers/skip-without.ts";

describe("An Giang 2022, rice by the share of looks under a canopy", () => {
  const { inundation, landUse } = ipccReferenceParameters({ gwp: "AR5" });

  it("separates rice from the rest, with nothing set on these points", async function () {
    skipWithout(this, realData);
    const points = await readPoints(dataFolder);
    for (const [name, part] of [
      ["all", points],
      ["odd blocks", points.filter(({ odd }) => odd)],
    ] as const) {
      const { blocks, balancedAccuracy, confusion } = separate(part, inundation.canopyVhDb, landUse);
      console.log(
        `      ${name}: balanced accuracy ${balancedAccuracy.toFixed(4)}, ${part.length} points in ${blocks} blocks, ${JSON.stringify(confusion)}`,
      );
      expect(balancedAccuracy, name).to.be.at.least(0.98);
    }
  });

  it("takes no lasting water for rice in any season", async function () {
    skipWithout(this, realData);
    const isDark = ({ vhDb }: { readonly vhDb: number }): boolean => vhDb < inundation.canopyVhDb;
    const waters = (await readPoints(dataFolder)).filter(
      ({ rice, looks }) => !rice && looks.filter(isDark).length > looks.length / 2,
    );
    expect(waters.length).to.be.at.least(50);
    for (const { id, looks } of waters) {
      for (const { start, end } of seasonSpans(parameters)) {
        const inSeason = looks.filter(({ day }) => day >= start && day < end);
        expect(isRice(canopyShare(inSeason, inundation.canopyVhDb), landUse), id).to.equal(false);
      }
    }
  });
});

const parameters = ipccReferenceParameters({
  gwp: "AR5",
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
  // Read off the median VH of the even blocks: it is lowest in mid April and in mid August.
  seasons: [
    { id: "summer-autumn", start: "2022-03-22", end: "2022-07-15", cultivationDays: 95 },
    { id: "autumn-winter", start: "2022-07-15", end: "2022-11-15", cultivationDays: 95 },
  ],
});

describe("An Giang 2022, drained days (no truth: what is inferred)", () => {
  it("shows no drainage of seven days, since looks are eleven days apart and the canopy closes within two of them", async function () {
    skipWithout(this, realData);
    const fields = (await readPoints(dataFolder))
      .filter(({ rice }) => rice)
      .map(({ id, looks }) => ({ id, role: "project" as const, innerPixels: 100, looks }));
    const calibration = calibrate(
      fields.map(({ looks }) => looks),
      parameters,
    );
    const followed = followFields(fields, calibration, parameters);
    const seasons = followed.filter(({ refusal }) => refusal === undefined).flatMap((field) => field.seasons);
    const intervals = seasons.flatMap((season) => season.intervals);
    const count = <T>(values: readonly T[]): Record<string, number> =>
      values.reduce<Record<string, number>>(
        (sum, value) => ({ ...sum, [String(value)]: (sum[String(value)] ?? 0) + 1 }),
        {},
      );
    const refusals = count(followed.map(({ refusal }) => refusal ?? "none"));
    const verdicts = count(
      seasons.map((season) => {
        const found = ipccScheme.least(season, [], parameters);
        return found === undefined ? "insufficient evidence" : found.continuous < 1 ? "drained" : "not drained";
      }),
    );
    console.log(`      calibrated tracks: ${JSON.stringify([...calibration.views])}`);
    console.log(
      `      share of the ground seen, by three days of age: ${calibration.growth.map((t) => t.toFixed(2)).join(" ")}`,
    );
    console.log(`      ${fields.length} rice points, refusals: ${JSON.stringify(refusals)}`);
    console.log(
      `      ${intervals.length} intervals in ${seasons.length} seasons, verdicts: ${JSON.stringify(verdicts)}`,
    );
    console.log(
      `      with a dry look: ${intervals.filter(({ minDays }) => minDays > 0).length}, ` +
        `closed by water again: ${intervals.filter(({ minDays, nextWet }) => minDays > 0 && nextWet !== undefined).length}`,
    );
    expect(verdicts["drained"] ?? 0).to.equal(0);
    expect(verdicts["insufficient evidence"] ?? 0).to.be.above(0);
  });
});
