import { expect } from "chai";

import type { DrainageChances } from "../../../../../oracle/core/services/paddy/chances.ts";
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
const chance = (once: number, twice: number): DrainageChances => ({ once, twice });
const none = { least: chance(0, 0), most: chance(0, 0), before: chance(0.4, 0.05) };
const season = (...intervals: DrainInterval[]): FollowedSeason => ({
  seasonId: "s",
  visible: { opens: 0, closes: 100 },
  established: 0,
  canopyShare: 0.5,
  intervals,
  possible: intervals,
  chances: none,
  looks: 10,
});
const seen = (least: DrainageChances, most = least): FollowedSeason => ({
  ...season(),
  chances: { ...none, least, most },
});

describe("the IPCC scheme", () => {
  const regimes = (continuous: number, single: number, multiple: number) => ({ continuous, single, multiple });

  it("counts a project field by the least chances and a control by the greatest", () => {
    const unsure = seen(chance(0.75, 0.5), chance(1, 0.75));
    expect(ipccScheme.least(unsure, [], ipcc)).to.deep.equal(regimes(0.25, 0.25, 0.5));
    expect(ipccScheme.most(unsure, [], ipcc)).to.deep.equal(regimes(0, 0.25, 0.75));
    expect(ipccScheme.most({ ...unsure, chances: undefined }, [], ipcc)).to.deep.equal(regimes(0, 0, 1));
  });

  it("test_L15_pays_no_chance_that_the_looks_do_not_speak_for", () => {
    // Odds of 2 to 3 before: two thirds are three times as likely, and a little less is not. Twice, 1 to 19 and 3 to 19.
    expect(ipccScheme.least(seen(chance(0.67, 0.13)), [], ipcc)?.multiple).to.equal(0);
    expect(ipccScheme.least(seen(chance(0.67, 0.14)), [], ipcc)?.multiple).to.equal(0.14);
    expect(ipccScheme.least(seen(chance(0.66, 0)), [], ipcc)).to.equal(undefined);
    expect(ipccScheme.least(seen(none.before), [], ipcc)).to.equal(undefined);
  });

  it("holds evidence that leaves a drainage open for neither pass nor fail", () => {
    expect(ipccScheme.least(seen(chance(0, 0), chance(0.2, 0)), [], ipcc)).to.equal(undefined);
    expect(ipccScheme.least(seen(chance(0, 0), chance(0.05, 0)), [], ipcc)).to.deep.equal(regimes(1, 0, 0));
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
    expect(naroScheme.least(season(interval(17, 20)), controls, naro)?.extended).to.equal(1);
    expect(naroScheme.least(season(interval(16, 16)), controls, naro)?.conventional).to.equal(1);
    expect(naroScheme.least(season(interval(16, 20)), controls, naro)).to.equal(undefined);
  });

  it("counts a control as extended where it stands out as much from the others", () => {
    const others = [...controls, ...controls, ...controls, season(interval(7, 40))];
    expect(naroScheme.most(others.at(-1) as FollowedSeason, others, naro).extended).to.equal(1);
    expect(naroScheme.most(controls[0] as FollowedSeason, others, naro).conventional).to.equal(1);
  });
});
