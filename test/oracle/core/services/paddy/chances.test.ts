import { expect } from "chai";

import { exp } from "../../../../../oracle/core/math.ts";
import { drainageChances } from "../../../../../oracle/core/services/paddy/chances.ts";
import type { ChanceRule, Evidence } from "../../../../../oracle/core/services/paddy/chances.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";

const rule: ChanceRule = { meanWetDays: 20, meanDryDays: 10, minDays: 7, establishmentDays: 14 };

/** From the first dry day to the last. */
type Spell = readonly [first: number, last: number];

const isDryOn = (spells: readonly Spell[], day: number): boolean =>
  spells.some(([first, last]) => day >= first && day <= last);

/** Looks of every day that leave no doubt. */
const certain = (spells: readonly Spell[], closes: number): Evidence =>
  new Map(Array.from({ length: closes }, (_, day) => [day, isDryOn(spells, day) ? 60 : -60]));

const countOf = (...spells: readonly Spell[]): number => {
  const { once, twice } = drainageChances(certain(spells, 60), { since: 0, opens: 0, closes: 60 }, rule);
  for (const chance of [once, twice]) expect(Math.min(chance, 1 - chance)).to.be.below(1e-9);
  return Math.round(once + twice);
};

/** Drainages that count in a course of days that is known, by going through its spells. */
const counted = (dry: readonly boolean[], { minDays, establishmentDays }: ChanceRule): number => {
  let [water, count] = [0, 0];
  for (let day = 0; day < dry.length; day += 1) {
    if (dry[day] !== true) continue;
    const first = day;
    while (day < dry.length && dry[day] === true) day += 1;
    const length = day - first;
    if (first - water < establishmentDays) water = length > 3 ? day : water;
    else if (length >= minDays && day < dry.length) count += 1;
  }
  return count;
};

describe("chances of drainages over all courses of days", () => {
  it("count what lasts long enough, begins in an established crop and ends in water", () => {
    expect(countOf([14, 20])).to.equal(1);
    expect(countOf([14, 19])).to.equal(0);
    expect(countOf([13, 19])).to.equal(0);
    expect(countOf([20, 26], [28, 34])).to.equal(2);
    expect(countOf([20, 26], [28, 34], [36, 50])).to.equal(2);
    expect(countOf([40, 59])).to.equal(0);
  });

  it("count the days again from the water after an aeration for sowing, and not after a shorter gap", () => {
    expect(countOf([5, 12], [26, 33])).to.equal(0);
    expect(countOf([5, 12], [27, 33])).to.equal(1);
    expect(countOf([5, 7], [14, 20])).to.equal(1);
    expect(countOf([5, 8], [14, 20])).to.equal(0);
  });

  it("are what going through every single course comes to", () => {
    const short: ChanceRule = { meanWetDays: 5, meanDryDays: 3, minDays: 2, establishmentDays: 3 };
    const closes = 13;
    const random = seededRandom(7n);
    const evidence: Evidence = new Map(Array.from({ length: 6 }, (_, look) => [2 * look + 1, 4 * random() - 2]));
    const sums = [0, 0, 0];
    for (let course = 0; course < 2 ** (closes - 1); course += 1) {
      const dry = Array.from({ length: closes }, (_, day) => day > 0 && ((course >> (day - 1)) & 1) === 1);
      let chance = 1;
      for (let day = 1; day < closes; day += 1) {
        const drying = dry[day - 1] === true ? 1 - 1 / short.meanDryDays : 1 / short.meanWetDays;
        chance *= dry[day] === true ? drying * exp(evidence.get(day) ?? 0) : 1 - drying;
      }
      const count = Math.min(2, counted(dry, short));
      sums[count] = (sums[count] as number) + chance;
    }
    const [none, one, more] = sums as [number, number, number];
    const { once, twice } = drainageChances(evidence, { since: 0, opens: 0, closes }, short);
    expect(once).to.be.closeTo((one + more) / (none + one + more), 1e-12);
    expect(twice).to.be.closeTo(more / (none + one + more), 1e-12);
    expect(twice).to.be.above(0.01);
  });

  it("begin the establishment when the water may have come, before it is seen", () => {
    const looks = certain([[12, 20]], 60);
    expect(drainageChances(looks, { since: 0, opens: 0, closes: 60 }, rule).once).to.be.below(1e-9);
    expect(drainageChances(looks, { since: -2, opens: 0, closes: 60 }, rule).once).to.be.above(1 - 1e-9);
  });
});
