import { expect } from "chai";

import { drainageChances } from "../../../../../oracle/core/services/paddy/chances.ts";
import type { ChanceRule, Evidence } from "../../../../../oracle/core/services/paddy/chances.ts";
import { lostDays, plannedPasses, seenBefore } from "../../../../../oracle/core/services/paddy/lost-looks.ts";
import { seasonChances } from "../../../../../oracle/core/services/paddy/season-chances.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";

const rule: ChanceRule = { meanWetDays: 20, meanDryDays: 10, minDays: 7, establishmentDays: 14 };
const BOUND = 2.9;
const season = { start: 0, end: 90 };

/** A field drained from day 20 to day 31, seen every three days by looks that are more or less sure; SIMULATED. */
const evidenceOf = (seed: bigint): Evidence => {
  const random = seededRandom(seed);
  return new Map(
    Array.from({ length: 18 }, (_, look) => {
      const day = 3 * look + 3;
      return [day, (day >= 20 && day < 32 ? 1 : -1) * BOUND * (1.4 * random() - 0.4)];
    }),
  );
};
const chancesOf = (evidence: Evidence, lost: readonly number[]) =>
  seasonChances({ evidence, lost, flooded: 0, before: undefined, visibleDays: 57, season }, rule, BOUND);

describe("the chances of a season", () => {
  it("are those of its looks where none was lost", () => {
    const evidence = evidenceOf(1n);
    const { least, most, before } = chancesOf(evidence, []);
    const span = { since: 0, opens: 0, closes: 57 };
    expect(least).to.deep.equal(drainageChances(evidence, span, rule));
    expect(most).to.deep.equal(least);
    expect(before).to.deep.equal(drainageChances(new Map(), span, rule));
  });

  it("test_L15_no_lost_look_raises_the_least_or_lowers_the_greatest", () => {
    for (let seed = 1n; seed <= 6n; seed += 1n) {
      const all = evidenceOf(seed);
      const full = chancesOf(all, []);
      for (const first of all.keys())
        for (const second of [first, 24]) {
          const lost = [...new Set([first, second])].sort((a, b) => a - b);
          const rest = new Map([...all].filter(([day]) => !lost.includes(day)));
          const { least, most } = chancesOf(rest, lost);
          for (const count of ["once", "twice"] as const) {
            expect(least[count], `${seed} ${lost.join()}`).to.be.at.most(full.least[count] + 1e-12);
            expect(most[count], `${seed} ${lost.join()}`).to.be.at.least(full.most[count] - 1e-12);
          }
        }
    }
  });

  it("says nothing where more looks were lost than are tried", () => {
    const lost = [3, 6, 9, 12, 15, 18, 21];
    expect(chancesOf(new Map(), lost)).to.deep.include({
      least: { once: 0, twice: 0 },
      most: { once: 1, twice: 1 },
    });
  });
});

describe("planned passes", () => {
  const every = (repeat: number, track: string, from: number, to: number) =>
    Array.from({ length: Math.ceil((to - from) / repeat) }, (_, pass) => ({ day: from + repeat * pass, track }));
  const span = { start: 0, end: 60 };

  it("are found by how a track repeats, at its ends as within", () => {
    const all = [...every(6, "a", 0, 60), ...every(12, "b", 3, 60)];
    for (const { day, track } of all) {
      const left = all.filter((pass) => pass.day !== day || pass.track !== track);
      expect(plannedPasses(left, span)).to.deep.include({ day, track });
      const looks = left.map((pass) => ({ ...pass, vvDb: -10, vhDb: -17 }));
      expect(lostDays(looks, plannedPasses(left, span), 7), `${day}`).to.deep.equal([day]);
    }
  });

  it("takes the repeat of a track with few passes from its history", () => {
    const history = every(12, "a", -48, 0);
    const seen = [...history, { day: 0, track: "a" }, { day: 36, track: "a" }];
    expect(plannedPasses(seen, { start: 0, end: 40 }).map(({ day }) => day)).to.deep.equal([0, 12, 24, 36]);
    expect(plannedPasses([{ day: 5, track: "a" }], span)).to.deep.equal([{ day: 5, track: "a" }]);
  });

  it("miss a look in the middle of a gap that is longer than a run may be joined over", () => {
    const planned = every(12, "a", 0, 36);
    const looks = planned.map((pass) => ({ ...pass, vvDb: -10, vhDb: -17 }));
    expect(lostDays(looks, planned, 7)).to.deep.equal([6, 18]);
    expect(lostDays(looks, planned, 12)).to.deep.equal([]);
  });

  it("tell the pass before a day, if it was seen", () => {
    const planned = every(6, "a", 0, 60);
    expect(seenBefore(12, planned, [])).to.equal(6);
    expect(seenBefore(12, planned, [6])).to.equal(undefined);
    expect(seenBefore(0, planned, [])).to.equal(undefined);
  });
});
