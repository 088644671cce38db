import { expect } from "chai";

import type { DrainInterval } from "../../../../../oracle/core/services/paddy/drained-days.ts";
import type { FollowedSeason } from "../../../../../oracle/core/services/paddy/follow.ts";
import { ipccScheme } from "../../../../../oracle/core/services/paddy/ipcc-scheme.ts";
import { naroScheme } from "../../../../../oracle/core/services/paddy/naro-scheme.ts";
import { naroReferenceParameters } from "../../../../../oracle/core/services/paddy/terms.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";
import { farmOf, multiple, plots } from "./farm.ts";

const { parameters: ipcc } = farmOf(plots(multiple, []));
const naro = naroReferenceParameters({
  gwp: "AR5",
  nitrogenKgPerHa: 80,
  region: "kanto",
  organicCarbonKgPerHa: 1000,
  extensionDays: 7,
  seasons: ipcc.seasons,
});

const interval = (minDays: number, maxDays: number, closed = true): DrainInterval => ({
  previousWet: 0,
  nextWet: closed ? maxDays + 1 : undefined,
  firstDry: minDays === 0 ? undefined : 1,
  lastDry: minDays === 0 ? undefined : minDays,
  dryLooks: minDays === 0 ? 0 : 2,
  dryRuns: minDays === 0 ? 0 : 1,
  minDays,
  maxDays,
});
const season = (...intervals: DrainInterval[]): FollowedSeason => ({
  seasonId: "s",
  visible: { opens: 0, closes: 100 },
  established: 0,
  canopyShare: 0.5,
  intervals,
  possible: intervals,
  looks: 10,
});

describe("the IPCC scheme", () => {
  it("counts drainages of project fields from below and of controls from above", () => {
    const unsure = season(interval(7, 17), interval(1, 12), interval(0, 5));
    expect(ipccScheme.least(unsure, [], ipcc)?.regime).to.equal("single");
    expect(ipccScheme.most(unsure, [], ipcc)).to.equal("multiple");
  });

  it("holds evidence that is too wide, open or missing for neither pass nor fail", () => {
    expect(ipccScheme.least(season(interval(7, 18)), [], ipcc)).to.equal(undefined);
    expect(ipccScheme.least(season(interval(7, 12, false)), [], ipcc)).to.equal(undefined);
    expect(ipccScheme.least(season(interval(0, 11)), [], ipcc)).to.equal(undefined);
    expect(ipccScheme.least(season(interval(0, 5)), [], ipcc)?.regime).to.equal("continuous");
  });

  it("falls back by one regime where its weakest drainages are false", () => {
    const finding = ipccScheme.least(season(interval(7, 17), interval(7, 17)), [], ipcc);
    expect(finding).to.deep.include({ regime: "multiple", fallback: "single" });
    expect(finding?.falseChance).to.be.closeTo(2 * ipcc.drainage.falseRate, 1e-15);
    expect(ipccScheme.least(season(interval(0, 5)), [], ipcc)?.falseChance).to.equal(0);
  });

  it("draws one emission factor for every regime", () => {
    for (const seed of [1n, 2n, 3n]) {
      const methane = ipccScheme.methane(ipcc, seededRandom(seed));
      const fixed = ipccScheme.methane(ipcc, undefined);
      expect(methane(0, "continuous")).to.not.equal(fixed(0, "continuous"));
      expect(methane(0, "multiple") / methane(0, "continuous")).to.be.within(0.2, 1.2);
    }
  });
});

describe("the NARO scheme", () => {
  const controls = [season(interval(7, 9)), season(interval(7, 11))];

  it("asks for seven days more than the controls may have had", () => {
    expect(naroScheme.least(season(interval(17, 20)), controls, naro)?.regime).to.equal("extended");
    expect(naroScheme.least(season(interval(16, 16)), controls, naro)?.regime).to.equal("conventional");
    expect(naroScheme.least(season(interval(16, 20)), controls, naro)).to.equal(undefined);
  });

  it("counts a control as extended where it stands out as much from the others", () => {
    const others = [...controls, ...controls, ...controls, season(interval(7, 40))];
    expect(naroScheme.most(others.at(-1) as FollowedSeason, others, naro)).to.equal("extended");
    expect(naroScheme.most(controls[0] as FollowedSeason, others, naro)).to.equal("conventional");
  });
});
