import { expect } from "chai";
import fc from "fast-check";

import { chooseControls } from "../../../../oracle/core/controls/choose.ts";
import { differenceInDifferences } from "../../../../oracle/core/controls/difference.ts";
import type { Difference, Outcome } from "../../../../oracle/core/controls/difference.ts";
import { REFERENCE_RULES } from "../../../../oracle/core/controls/rules.ts";
import type { Study } from "../../../../oracle/core/controls/units.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { seededRandom } from "../../../../oracle/core/uncertainty/random.ts";
import { makeWorld, RANGE } from "./world.ts";
import type { Made, World } from "./world.ts";

/** Worlds that are made and compared in a few milliseconds, with histories that can show that nothing drifts. */
const SMALL: Partial<World> = {
  unitsPerCluster: 3,
  candidatesPerCluster: 8,
  looks: 9,
  covariates: 1,
  noise: 0.15,
  sharedNoise: 0.05,
};

/** What a project comes to, or undefined where it is refused. */
const judge = ({ study, outcomes }: Made, range = RANGE): Difference | undefined => {
  try {
    const ground = chooseControls(study, REFERENCE_RULES);
    return differenceInDifferences(study, ground, { outcomes, range });
  } catch (error) {
    if (error instanceof SixfoldError) return undefined;
    throw error;
  }
};

const isIssued = (found: Difference | undefined): boolean => found !== undefined && found.effect > found.halfWidth;

const runs = (count: number, changes: Partial<World>): readonly (Difference | undefined)[] =>
  Array.from({ length: count }, (_, k) => judge(makeWorld({ ...SMALL, ...changes, seed: BigInt(k + 1) })));

const judged = (all: readonly (Difference | undefined)[]): readonly Difference[] =>
  all.filter((found) => found !== undefined);

const coverage = (all: readonly Difference[], truth: number): number =>
  all.filter(
    ({ contrast, halfWidth, matchedShare }) => Math.abs(contrast.difference - truth) <= halfWidth / matchedShare,
  ).length / all.length;

/** What a village shares is 0, 39 % or 80 % of the variance of a period. */
const WORLDS: readonly (readonly [string, Partial<World>])[] = [
  ["8 clusters with both sides in each", { candidateClusters: 8, commonClusters: 8, candidatesPerCluster: 20 }],
  ["6 and 8 clusters", { projectClusters: 6, candidateClusters: 8, candidatesPerCluster: 20, unitsPerCluster: 5 }],
  ["8 and 18 clusters of independent units", { candidateClusters: 18, sharedPeriodNoise: 0 }],
  ["8 and 18 clusters", { candidateClusters: 18 }],
  ["15 and 25 clusters of units much alike", { projectClusters: 15, candidateClusters: 25, sharedPeriodNoise: 1 }],
];

describe("what the control ground promises", () => {
  for (const [name, world] of WORLDS) {
    it(`test_L15_its_90_percent_interval_holds, and nothing done is issued in 5 of 100 at most: ${name}`, () => {
      const all = runs(1_000, world);
      const found = judged(all);
      expect(found.length).to.be.above(600);
      expect(coverage(found, 0)).to.be.within(0.87, 0.93);
      expect(all.filter(isIssued).length).to.be.at.most(50);
    });
  }

  it("issues where much was done", () => {
    const all = runs(100, { projectClusters: 8, candidateClusters: 18, effect: 3 });
    expect(all.filter(isIssued).length).to.be.above(70);
  });

  it("attack 5: half of all units change by chance, and at most 5 % of 1,000 projects are issued anything", () => {
    const all = Array.from({ length: 1_000 }, (_, k) => {
      const { study } = makeWorld({ ...SMALL, projectClusters: 8, candidateClusters: 18, seed: BigInt(k + 1) });
      const random = seededRandom(BigInt(k + 50_000));
      const drawn = (ids: readonly string[]): ReadonlyMap<string, Outcome> =>
        new Map(ids.map((id) => [id, random() < 0.5 ? 20 : 10]));
      return judge({ study, outcomes: { project: drawn(study.project.ids), controls: drawn(study.candidates.ids) } });
    });
    expect(judged(all).length).to.be.above(600);
    expect(all.filter(isIssued).length).to.be.at.most(50);
  });

  it("attack 4: one friendly control that matches and nine ordinary ones earn nothing, 200 times", () => {
    for (let seed = 1n; seed <= 200n; seed += 1n) {
      const { study, outcomes } = makeWorld({ ...SMALL, seed, candidateClusters: 10, candidatesPerCluster: 1 });
      // The nine are another kind of ground; the friend is what the project was, and falls when the project is credited.
      const history = study.candidates.history.map((value, k) => (k < study.days.length ? value : value + 6));
      const friend = study.project.history.subarray(0, study.days.length);
      history.set(friend);
      const made: Made = {
        study: { ...study, candidates: { ...study.candidates, history } },
        outcomes: { ...outcomes, controls: new Map([...outcomes.controls, [study.candidates.ids[0]!, RANGE.least]]) },
      };
      expect(() => chooseControls(made.study, REFERENCE_RULES)).to.throw(SixfoldError, "matched");
      expect(judge(made)).to.equal(undefined);
    }
  });

  it("attack 4 with friends enough: friends of one village are one voice, and refused", () => {
    const { study } = makeWorld({ ...SMALL, seed: 5n });
    const clusters = study.candidates.clusters.map(() => "the village of the friends");
    const made: Study = { ...study, candidates: { ...study.candidates, clusters } };
    expect(() => chooseControls(made, REFERENCE_RULES)).to.throw(SixfoldError, "independent clusters");
  });

  it("test_L18_what_the_period_brings_does_not_choose_the_controls", () => {
    const { study, outcomes } = makeWorld({ ...SMALL, seed: 7n, projectClusters: 8, candidateClusters: 18 });
    const before = JSON.stringify(chooseControls(study, REFERENCE_RULES));
    fc.assert(
      fc.property(
        fc.shuffledSubarray([...outcomes.controls.values()], { minLength: outcomes.controls.size }),
        (values) => {
          const controls = new Map([...outcomes.controls.keys()].map((id, k) => [id, values[k]!]));
          // The very same ground serves every outcome: chosen anew beside it, it is the same to the byte.
          const ground = chooseControls(study, REFERENCE_RULES);
          const found = differenceInDifferences(study, ground, { outcomes: { ...outcomes, controls }, range: RANGE });
          expect(JSON.stringify(ground)).to.equal(before);
          const used = ground.matched.flatMap((one) => one.controls.map((row) => study.candidates.ids[row]!));
          const unused = new Map([...controls].map(([id, value]) => [id, used.includes(id) ? value : RANGE.most]));
          const other = differenceInDifferences(study, ground, {
            outcomes: { ...outcomes, controls: unused },
            range: RANGE,
          });
          expect(other).to.deep.equal(found);
        },
      ),
      { numRuns: 20 },
    );
  });
});
