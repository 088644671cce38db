import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { expect } from "chai";

import { dayOf } from "../../../../../../oracle/core/services/common/day.ts";
import { calendarOf, follow } from "../../../../../../oracle/core/services/integrity/drought/follow.ts";
import type { DroughtLook } from "../../../../../../oracle/core/services/integrity/drought/follow.ts";
import { anomalyOf } from "../../../../../../oracle/core/services/integrity/anomaly.ts";
import { conditionOf, healthOf } from "../../../../../../oracle/core/services/integrity/drought/health.ts";
import { DROUGHT_REFERENCE } from "../../../../../../oracle/core/services/integrity/drought/terms.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../../oracle/core/uncertainty/sample.ts";
import { dataFolder, realData } from "../../../../../helpers/data.ts";
import { skipWithout } from "../../../../../helpers/skip-without.ts";

const START = dayOf("2010-01-01");
const WATCH = { fromDay: dayOf("2018-01-01"), endDay: dayOf("2021-01-01") };

/**
 * Looks every sixteen days of eleven years, SIMULATED: a season, every year's own weather, and errors; dried from a day on
 * for a hundred.
 */
const series = (seed: number, driedFrom = Infinity): readonly DroughtLook[] => {
  const random = seededRandom(BigInt(seed));
  const noise = (spread: number): number => spread * standardNormal(random);
  let [year, weather] = [-1, 0];
  return Array.from({ length: 251 }, (_, look) => {
    const day = START + 16 * look;
    const own = Math.floor((day - START) / 365.2425);
    if (own !== year) [year, weather] = [own, noise(1)];
    const season = Math.cos((2 * Math.PI * (day - START)) / 365.2425);
    const isDry = day >= driedFrom && day < driedFrom + 100;
    return {
      ...calendarOf(day),
      look,
      ndvi: 0.7 + 0.1 * season + 0.02 * weather + noise(0.02) - (isDry ? 0.2 : 0),
      ndmi: 0.3 + 0.05 * season + 0.02 * weather + noise(0.02) - (isDry ? 0.2 : 0),
      kelvin: 300 - 8 * season - weather + noise(1) + (isDry ? 8 : 0),
    };
  });
};

describe("drought by vegetation health", () => {
  it("sets a value between the least and the most of the years, and weighs both conditions alike", () => {
    expect(conditionOf(0.5, [0.3, 0.7])).to.be.closeTo(50, 1e-9);
    expect([conditionOf(0.1, [0.3, 0.7]), conditionOf(0.9, [0.3, 0.7])]).to.deep.equal([0, 100]);
    expect(conditionOf(0.3, [0.3, 0.3])).to.be.NaN;
    expect(healthOf(30, 90)).to.equal(20);
    // Mean 2, standard deviation 1.
    expect(anomalyOf(0, [1, 2, 3], 0.1)).to.be.closeTo(-2, 1e-12);
    expect(anomalyOf(0, [2, 2, 2], 0.5)).to.be.closeTo(-4, 1e-12);
  });

  it("raises no alert in 100 undisturbed series of three years", () => {
    const states = Array.from({ length: 100 }, (_, seed) => follow(series(seed), WATCH, DROUGHT_REFERENCE));
    expect(states.filter(({ state }) => state === "confirmed")).to.deep.equal([]);
    expect(states.every(({ isObserved }) => isObserved)).to.equal(true);
  });

  it("finds 100 of 100 droughts, none before it begins, each dated within 32 days", () => {
    const from = dayOf("2019-06-01");
    const states = Array.from({ length: 100 }, (_, seed) =>
      follow(series(5_000 + seed, from), WATCH, DROUGHT_REFERENCE),
    );
    const onsets = states.map(({ state, onset }) => (state === "confirmed" ? START + 16 * onset! - from : NaN));
    expect(onsets.filter((lag) => !(lag >= 0 && lag <= 32))).to.deep.equal([]);
  });

  it("does not watch where too few years came before", () => {
    const late = series(1, dayOf("2019-06-01")).filter(({ day }) => day >= dayOf("2014-06-01"));
    expect(follow(late, WATCH, DROUGHT_REFERENCE)).to.deep.equal({ state: "unharmed", isObserved: false });
  });

  it("shows the drought of 2010 and 2011 as the worst condition of two real pixels of Somalia", async function () {
    skipWithout(this, realData);
    const path = join(dataFolder, "part2", "integrity", "somalia_ndvi_two_pixels.csv");
    const [, ...rows] = (await readFile(path, "utf8")).trim().split(/\r?\n/);
    const looks = rows.map((row) => row.split(",").map(Number) as [number, number, number]);
    for (const pixel of [1, 2] as const) {
      const conditionIn = (from: number, to: number): number => {
        const own = looks.filter(([year]) => year >= from && year < to);
        const sum = own.reduce((all, look) => {
          const season = looks.filter(([year]) => Math.abs((year % 1) - (look[0] % 1)) < 0.01);
          return (
            all +
            conditionOf(
              look[pixel],
              season.map((each) => each[pixel]),
            )
          );
        }, 0);
        return sum / own.length;
      };
      const dry = conditionIn(2010.8, 2011.3);
      const others = Array.from({ length: 9 }, (_, at) => conditionIn(2000.8 + at, 2001.3 + at));
      expect(dry, `pixel ${pixel}, beside ${others.join(", ")}`).to.be.lessThan(Math.min(...others));
    }
  });
});
