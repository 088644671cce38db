import { expect } from "chai";

import { follow } from "../../../../../../oracle/core/services/integrity/shaking/follow.ts";
import { COHERENCE_REFERENCE } from "../../../../../../oracle/core/services/integrity/shaking/terms.ts";
import { COHERENCE_WATCH, coherenceSeries, SHAKEN } from "../../../../../../scripts/watch/simulated-series.ts";

describe("a drop of coherence", () => {
  it("raises no alert in 100 undisturbed series of a year", () => {
    const states = Array.from({ length: 100 }, (_, seed) =>
      follow(coherenceSeries(seed), COHERENCE_WATCH, COHERENCE_REFERENCE),
    );
    expect(states.filter(({ state }) => state === "confirmed")).to.deep.equal([]);
    expect(states.every(({ isObserved }) => isObserved)).to.equal(true);
  });

  it("finds at least 95 of 100 events, each by the first pair that holds it and confirmed by the other track's", () => {
    const found = Array.from({ length: 100 }, (_, seed) => {
      const looks = coherenceSeries(1_000 + seed, true);
      const { state, onset, confirmed } = follow(looks, COHERENCE_WATCH, COHERENCE_REFERENCE);
      return state === "confirmed" ? [looks[onset!]!, looks[confirmed!]!] : [];
    }).filter(({ length }) => length > 0);
    expect(found.length).to.be.at.least(95);
    const right = found.filter((pairs) => pairs.every((pair) => pair!.sinceDay < SHAKEN && pair!.day >= SHAKEN));
    expect(right.length).to.be.at.least(95);
  });

  it("confirms nothing by one track's one pair, and watches no ground without coherence", () => {
    const alone = follow(coherenceSeries(1, true, ["ascending"]), COHERENCE_WATCH, COHERENCE_REFERENCE);
    expect(alone.state).to.equal("provisional");
    const forest = coherenceSeries(1, true).map((look) => ({ ...look, coherence: look.coherence / 3 }));
    expect(follow(forest, COHERENCE_WATCH, COHERENCE_REFERENCE)).to.deep.equal({
      state: "unharmed",
      isObserved: false,
    });
    const short = coherenceSeries(1, true).filter(({ sinceDay }) => sinceDay >= 180);
    expect(follow(short, COHERENCE_WATCH, COHERENCE_REFERENCE).isObserved).to.equal(false);
  });
});
