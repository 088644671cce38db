import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { csvTable } from "../../../../../../oracle/core/services/common/table.ts";
import { shotRow, shotsOf } from "../../../../../../oracle/core/services/forest/gedi/shots.ts";
import type { ShotRow } from "../../../../../../oracle/core/services/forest/gedi/shots.ts";

/** Shot 91680600300633870 of ORNL DAAC's tutorial; its place and day are made up. */
const SHOT: ShotRow = {
  shot_number: "91680600300633870",
  lon_lowestmode: 104.1,
  lat_lowestmode: 12.4,
  measured: "2021-06-01",
  predict_stratum: "EBT_SAs",
  rh50: 19.149999618530273,
  rh98: 37.150001525878906,
  agbd: 271.13409507246865,
  l4_quality_flag: 1,
  degrade_flag: 0,
  predictor_limit_flag: 0,
  response_limit_flag: 0,
};
const WHEN = { day: 18_809, mostDays: 365 } as const;
const used = (...rows: readonly ShotRow[]) => shotsOf(rows, "EBT_SAs", WHEN);

describe("GEDI shots of a table", () => {
  it("have the biomass of the product, and the error of one prediction (O3)", () => {
    const [shot] = used(SHOT).shots;
    expect(shot!.biomass).to.be.closeTo(271.13409507246865, 1e-8);
    // 2 t BC s, with t 15.605, BC 1.1134 and a residual of 3.921 about the line.
    const least = 2 * 15.605337210641139 * 1.1133657 * 3.9209127;
    expect(Math.sqrt(shot!.variance) / least).to.be.within(1, 1.01);
  });

  it("are left out by the product's flags, each by its rule", () => {
    const cases = {
      "shot-of-low-quality": { l4_quality_flag: 0 },
      "shot-degraded": { degrade_flag: 30 },
      "shot-of-another-stratum": { predict_stratum: "DBT_SA" },
      "shot-extrapolated": { predictor_limit_flag: 2 },
      "shot-of-another-time": { measured: "2019-06-01" },
    } as const;
    for (const [rule, change] of Object.entries(cases)) {
      const { shots, left } = used(SHOT, { ...SHOT, shot_number: "1", ...change });
      expect(shots.map(({ id }) => id)).to.deep.equal([SHOT.shot_number]);
      expect(left, rule).to.deep.equal([{ rule }]);
    }
    expect(used({ ...SHOT, response_limit_flag: 1 }).left).to.deep.equal([{ rule: "shot-extrapolated" }]);
  });

  it("are left out where their own model is carried beyond its calibration, whatever the flags say", () => {
    // Taller than what the model was fitted on: sqrt(72 + 100) > 13.053.
    expect(used({ ...SHOT, rh98: 72 })).to.deep.equal({ shots: [], left: [{ rule: "shot-extrapolated" }] });
  });

  it("are refused twice over, of no stratum of the project, and with biomass that their heights do not give", () => {
    const refusal = (work: () => unknown) => expect(work).to.throw(SixfoldError).that;
    refusal(() => used(SHOT, SHOT)).includes({ code: "SERVICE_FOOTPRINTS", value: SHOT.shot_number });
    refusal(() => used({ ...SHOT, predict_stratum: "DBT_SA" })).includes({ code: "SERVICE_STRATUM" });
    refusal(() => used({ ...SHOT, agbd: 272 })).includes({ code: "SERVICE_FOOTPRINTS", value: 272 });
    refusal(() => used({ ...SHOT, rh50: -9999 })).includes({ code: "SERVICE_RELATIVE_HEIGHT" });
  });

  it("come of a CSV table whose cells have their ranges", () => {
    const table = csvTable({ sceneId: "s", assetKey: "shots" }, shotRow);
    const parse = (row: object) =>
      table.parse(new TextEncoder().encode(`${Object.keys(row).join(",")}\n${Object.values(row).join(",")}\n`));
    expect(parse(SHOT)).to.deep.equal([SHOT]);
    for (const change of [{ lat_lowestmode: 104.1 }, { l4_quality_flag: 2 }, { rh98: 3715 }, { measured: "1 June" }])
      expect(() => parse({ ...SHOT, ...change })).to.throw(SixfoldError, Object.keys(change)[0]!);
  });
});
