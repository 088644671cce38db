import { expect } from "chai";
import fc from "fast-check";

import { drainIntervals } from "../../../../../oracle/core/services/paddy/drained-days.ts";
import type { DrainInterval, WaterLook, WaterState } from "../../../../../oracle/core/services/paddy/drained-days.ts";

const STATES: Readonly<Record<string, WaterState>> = { w: "wet", d: "dry", u: "unknown" };
/** "0w 6d 12d 18w": day and state. */
const looksOf = (text: string): readonly WaterLook[] =>
  text.split(" ").map((look) => ({ day: Number.parseInt(look, 10), state: STATES[look.slice(-1)] as WaterState }));
const intervalsOf = (text: string, maxGapDays = 7, closes = 100) =>
  drainIntervals(looksOf(text), { opens: 0, closes }, maxGapDays);

describe("drained days", () => {
  it("bounds a dry run from below by its looks and from above by the wet looks around it", () => {
    expect(intervalsOf("0w 6d 12d 18w")[0]).to.deep.equal({
      previousWet: 0,
      nextWet: 18,
      firstDry: 6,
      lastDry: 12,
      dryLooks: 2,
      dryRuns: 1,
      minDays: 7,
      maxDays: 17,
    });
  });

  it("does not join dry looks over an unknown one or over a long gap", () => {
    expect(intervalsOf("0w 6d 12u 18d 24w")[0]).to.include({ minDays: 1, maxDays: 23 });
    expect(intervalsOf("0w 6d 18d 24w")[0]).to.include({ minDays: 1, maxDays: 23 });
    expect(intervalsOf("0w 6d 18d 24w", 12)[0]).to.include({ minDays: 13, maxDays: 23 });
  });

  it("says how long a drainage may hide between two wet looks", () => {
    expect(intervalsOf("0w 12w")[0]).to.include({ minDays: 0, maxDays: 11, dryLooks: 0 });
  });

  it("leaves a dry run that is still dry at canopy closure open", () => {
    const [open] = intervalsOf("0w 6d 12d", 7, 20);
    expect(open).to.include({ nextWet: undefined, minDays: 7, maxDays: 19 });
  });

  it("takes looks of one day that disagree as unknown", () => {
    expect(intervalsOf("0w 6d 6w 12d 18w")[0]).to.include({ minDays: 1, maxDays: 17 });
  });

  it("contains the truth whatever the dates of looks", () => {
    const world = fc.record({
      days: fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 2, maxLength: 30 }),
      start: fc.integer({ min: 1, max: 60 }),
      length: fc.integer({ min: 1, max: 30 }),
    });
    fc.assert(
      fc.property(world, ({ days, start, length }) => {
        const looks = [...days]
          .sort((a, b) => a - b)
          .map((day): WaterLook => ({ day, state: day >= start && day < start + length ? "dry" : "wet" }));
        return drainIntervals(looks, { opens: 0, closes: 100 }, 100)
          .filter(({ firstDry }) => firstDry !== undefined)
          .every(({ minDays, maxDays, nextWet }) => minDays <= length && (nextWet === undefined || length <= maxDays));
      }),
    );
  });

  it("test_L15_losing_a_date_shows_no_new_drainage_and_hides_no_possible_one", () => {
    const states = fc.array(fc.constantFrom<WaterState>("wet", "dry", "unknown"), { minLength: 3, maxLength: 16 });
    const [minDays, toleranceDays] = [7, 10];
    const isShown = (interval: DrainInterval): boolean =>
      interval.nextWet !== undefined &&
      interval.minDays >= minDays &&
      interval.maxDays - interval.minDays <= toleranceDays;
    fc.assert(
      fc.property(states, fc.nat(), (list, at) => {
        const all = list.map((state, index): WaterLook => ({ day: index * 6, state }));
        const opens = all.find(({ state }) => state === "wet")?.day;
        if (opens === undefined) return true;
        const lost = all[at % all.length] as WaterLook;
        if (lost.day === opens) return true;
        const count = (looks: readonly WaterLook[]) => {
          const intervals = drainIntervals(looks, { opens, closes: 100 }, 7);
          return {
            shown: intervals.filter(isShown).length,
            possible: intervals.filter(({ maxDays }) => maxDays >= minDays).length > 0,
          };
        };
        const [before, after] = [count(all), count(all.filter((look) => look !== lost))];
        return after.shown <= before.shown && (after.possible || !before.possible);
      }),
    );
  });
});
