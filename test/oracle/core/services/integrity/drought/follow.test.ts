import { expect } from "chai";

import { dayOf } from "../../../../../../oracle/core/services/common/day.ts";
import { follow } from "../../../../../../oracle/core/services/integrity/drought/follow.ts";
import { anomalyOf } from "../../../../../../oracle/core/services/integrity/anomaly.ts";
import { conditionOf, healthOf } from "../../../../../../oracle/core/services/integrity/drought/health.ts";
import { DROUGHT_REFERENCE } from "../../../../../../oracle/core/services/integrity/drought/terms.ts";
import { somaliaSeasons } from "../../../../../../scripts/watch/real-series.ts";
import {
  DRIED_FROM,
  DROUGHT_START,
  DROUGHT_WATCH,
  droughtSeries,
} from "../../../../../../scripts/watch/simulated-series.ts";
import { dataFolder, realData } from "../../../../../helpers/data.ts";
import { skipWithout } from "../../../../../helpers/skip-without.ts";

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
    const states = Array.from({ length: 100 }, (_, seed) =>
      follow(droughtSeries(seed), DROUGHT_WATCH, DROUGHT_REFERENCE),
    );
    expect(states.filter(({ state }) => state === "confirmed")).to.deep.equal([]);
    expect(states.every(({ isObserved }) => isObserved)).to.equal(true);
  });

  it("finds 100 of 100 droughts, none before it begins, each dated within 32 days", () => {
    const states = Array.from({ length: 100 }, (_, seed) =>
      follow(droughtSeries(5_000 + seed, DRIED_FROM), DROUGHT_WATCH, DROUGHT_REFERENCE),
    );
    const onsets = states.map(({ state, onset }) =>
      state === "confirmed" ? DROUGHT_START + 16 * onset! - DRIED_FROM : NaN,
    );
    expect(onsets.filter((lag) => !(lag >= 0 && lag <= 32))).to.deep.equal([]);
  });

  it("does not watch where too few years came before", () => {
    const late = droughtSeries(1, DRIED_FROM).filter(({ day }) => day >= dayOf("2014-06-01"));
    expect(follow(late, DROUGHT_WATCH, DROUGHT_REFERENCE)).to.deep.equal({ state: "unharmed", isObserved: false });
  });

  it("shows the drought of 2010 and 2011 as the worst condition of two real pixels of Somalia", async function () {
    skipWithout(this, realData);
    for (const { drought, others } of await somaliaSeasons(dataFolder))
      expect(drought, others.join(", ")).to.be.lessThan(Math.min(...others));
  });
});
