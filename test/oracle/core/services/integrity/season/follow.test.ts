import { expect } from "chai";
import fc from "fast-check";

import { dayOf } from "../../../../../../oracle/core/services/common/day.ts";
import { follow } from "../../../../../../oracle/core/services/integrity/season/follow.ts";
import type { SeasonLook } from "../../../../../../oracle/core/services/integrity/season/follow.ts";
import { seasonOf } from "../../../../../../oracle/core/services/integrity/season/harmonics.ts";
import { SEASON_REFERENCE } from "../../../../../../oracle/core/services/integrity/season/terms.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../../oracle/core/uncertainty/sample.ts";

const [START, FROM, END] = ["2015-01-01", "2019-01-01", "2022-01-01"].map(dayOf) as [number, number, number];
const WATCH = { fromDay: FROM, endDay: END };

/** NDVI of 0.7, 0.15 up and down with the year, and a spread of 0.03; less by a fall from a day on. SIMULATED. */
const series = (seed: number, fall: (day: number) => number = () => 0): readonly SeasonLook[] => {
  const random = seededRandom(BigInt(seed));
  return Array.from({ length: Math.floor((END - START) / 16) }, (_, look) => {
    const day = START + 16 * look;
    const season = 0.15 * Math.cos((2 * Math.PI * day) / 365.2425);
    return { look, day, value: 0.7 + season + 0.03 * standardNormal(random) - fall(day) };
  });
};

describe("a season of harmonics", () => {
  it("is found again from a series without noise, whatever its coefficients", () => {
    const coefficient = fc.double({ min: -1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.tuple(coefficient, coefficient, coefficient, coefficient, coefficient), ([a, b, c, d, e]) => {
        const valueOf = (day: number): number => {
          const turn = (2 * Math.PI * day) / 365.2425;
          return a + b * Math.cos(turn) + c * Math.sin(turn) + d * Math.cos(2 * turn) + e * Math.sin(2 * turn);
        };
        const looks = Array.from({ length: 60 }, (_, at) => ({
          day: 18_000 + 16 * at,
          value: valueOf(18_000 + 16 * at),
        }));
        const { expected, spread } = seasonOf(looks, 2)!;
        expect(expected(19_500)).to.be.closeTo(valueOf(19_500), 1e-8);
        expect(spread).to.be.lessThan(1e-8);
      }),
    );
  });

  it("is none where looks are too few, or all of one day of the year", () => {
    const looks = (count: number, every: number) =>
      Array.from({ length: count }, (_, at) => ({ day: 18_000 + every * at, value: at % 3 }));
    expect(seasonOf(looks(5, 16), 2)).to.equal(undefined);
    expect(seasonOf(looks(40, 0), 2)).to.equal(undefined);
  });
});

describe("a break with the season, SIMULATED", () => {
  it("is called in none of 100 undisturbed series of three years", () => {
    const states = Array.from({ length: 100 }, (_, seed) => follow(series(seed), WATCH, SEASON_REFERENCE));
    expect(states.filter(({ state, isObserved }) => state === "confirmed" || !isObserved)).to.deep.equal([]);
  });

  it("is called in each of 100 falls of 0.3, none early, most within 48 days", () => {
    const fallen = dayOf("2020-03-01");
    const lags = Array.from({ length: 100 }, (_, seed) => {
      const looks = series(500 + seed, (day) => (day >= fallen ? 0.3 : 0));
      const { state, confirmed } = follow(looks, WATCH, SEASON_REFERENCE);
      expect(state).to.equal("confirmed");
      return looks[confirmed!]!.day - fallen;
    });
    expect(Math.min(...lags)).to.be.at.least(0);
    expect(lags.filter((lag) => lag <= 48)).to.have.length.at.least(95);
  });

  it("does not watch bare ground, short history, or a series that ends", () => {
    const isWatched = (looks: readonly SeasonLook[]): boolean => follow(looks, WATCH, SEASON_REFERENCE).isObserved;
    expect(isWatched(series(1))).to.equal(true);
    expect(isWatched(series(1, () => 0.6))).to.equal(false);
    expect(isWatched(series(1).filter(({ day }) => day > dayOf("2016-06-01")))).to.equal(false);
    expect(isWatched(series(1).filter(({ day }) => day < dayOf("2021-06-01")))).to.equal(false);
    expect(isWatched([])).to.equal(false);
  });
});
