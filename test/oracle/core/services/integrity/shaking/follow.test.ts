import { expect } from "chai";

import { follow } from "../../../../../../oracle/core/services/integrity/shaking/follow.ts";
import type { PairLook } from "../../../../../../oracle/core/services/integrity/shaking/follow.ts";
import { COHERENCE_REFERENCE } from "../../../../../../oracle/core/services/integrity/shaking/terms.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../../oracle/core/uncertainty/sample.ts";

const WATCH = { fromDay: 240, endDay: 600 };
const EVENT = 407;

/** Pairs of twelve days of two tracks, SIMULATED: the ascending one six days later. */
const series = (seed: number, hit = false, tracks = ["ascending", "descending"]): readonly PairLook[] => {
  const random = seededRandom(BigInt(seed));
  const looks = tracks.flatMap((track, at) =>
    Array.from({ length: 49 }, (_, k) => {
      const [sinceDay, day] = [12 * k + 6 * at, 12 * (k + 1) + 6 * at];
      const isHit = hit && sinceDay < EVENT && EVENT <= day;
      const coherence = 0.6 + 0.05 * standardNormal(random) - (isHit ? 0.35 : 0);
      return { track, sinceDay, day, coherence, value: coherence - 0.55 };
    }),
  );
  return looks.sort((a, b) => a.day - b.day).map((look, at) => ({ ...look, look: at }));
};

describe("a drop of coherence", () => {
  it("raises no alert in 100 undisturbed series of a year", () => {
    const states = Array.from({ length: 100 }, (_, seed) => follow(series(seed), WATCH, COHERENCE_REFERENCE));
    expect(states.filter(({ state }) => state === "confirmed")).to.deep.equal([]);
    expect(states.every(({ isObserved }) => isObserved)).to.equal(true);
  });

  it("finds at least 95 of 100 events, each by the first pair that holds it and confirmed by the other track's", () => {
    const found = Array.from({ length: 100 }, (_, seed) => {
      const looks = series(1_000 + seed, true);
      const { state, onset, confirmed } = follow(looks, WATCH, COHERENCE_REFERENCE);
      return state === "confirmed" ? [looks[onset!]!, looks[confirmed!]!] : [];
    }).filter(({ length }) => length > 0);
    expect(found.length).to.be.at.least(95);
    const right = found.filter((pairs) => pairs.every((pair) => pair!.sinceDay < EVENT && pair!.day >= EVENT));
    expect(right.length).to.be.at.least(95);
  });

  it("confirms nothing by one track's one pair, and watches no ground without coherence", () => {
    const alone = follow(series(1, true, ["ascending"]), WATCH, COHERENCE_REFERENCE);
    expect(alone.state).to.equal("provisional");
    const forest = series(1, true).map((look) => ({ ...look, coherence: look.coherence / 3 }));
    expect(follow(forest, WATCH, COHERENCE_REFERENCE)).to.deep.equal({ state: "unharmed", isObserved: false });
    const short = series(1, true).filter(({ sinceDay }) => sinceDay >= 180);
    expect(follow(short, WATCH, COHERENCE_REFERENCE).isObserved).to.equal(false);
  });
});
