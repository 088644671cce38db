import { expect } from "chai";
import fc from "fast-check";

import { chooseControls } from "../../../../oracle/core/controls/choose.ts";
import type { ControlGround } from "../../../../oracle/core/controls/choose.ts";
import { differenceInDifferences } from "../../../../oracle/core/controls/difference.ts";
import type { Difference, Outcome, Outcomes } from "../../../../oracle/core/controls/difference.ts";
import { REFERENCE_RULES } from "../../../../oracle/core/controls/rules.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { makeWorld, RANGE } from "./world.ts";

const { study, outcomes } = makeWorld({ seed: 3n, effect: 1 });
const ground = chooseControls(study, REFERENCE_RULES);

const differ = (
  changed: Partial<Outcomes> = {},
  over: Pick<ControlGround, "matched" | "unmatched"> = ground,
): Difference => differenceInDifferences(study, over, { outcomes: { ...outcomes, ...changed }, range: RANGE });

const level = (history: Float64Array, row: number): number =>
  history.subarray(row * study.days.length, (row + 1) * study.days.length).reduce((a, b) => a + b) / study.days.length;

const changeOf = (side: "project" | "candidates", row: number): number => {
  const { ids, history } = study[side];
  const known = side === "project" ? outcomes.project : outcomes.controls;
  return (known.get(ids[row]!) as number) - level(history, row);
};

describe("the difference in differences", () => {
  it("is the mean by area of what units changed beyond their own controls", () => {
    const { effect, contrast, matchedShare, charges } = differ();
    let [sum, area] = [0, 0];
    for (const { unit, controls } of ground.matched) {
      const theirs = controls.reduce((total, row) => total + changeOf("candidates", row), 0) / controls.length;
      sum += study.project.areasM2[unit]! * (changeOf("project", unit) - theirs);
      area += study.project.areasM2[unit]!;
    }
    expect(contrast.difference).to.be.closeTo(sum / area, 1e-10);
    const total = study.project.areasM2.reduce((a, b) => a + b);
    expect(matchedShare).to.be.closeTo(area / total, 1e-12);
    expect(effect).to.be.closeTo(sum / total, 1e-10);
    expect(contrast.clusters.project).to.equal(8);
    expect(charges).to.deep.equal([]);
  });

  it("finds what a project did in truth, within its interval", () => {
    const { effect, halfWidth } = differ();
    expect(Math.abs(effect - 1)).to.be.below(2 * halfWidth);
    expect(effect - halfWidth).to.be.above(0);
  });

  it("test_L15_an_outcome_that_is_refused_never_raises_the_effect_and_is_named", () => {
    const used = ground.matched.flatMap(({ controls }) => controls.map((row) => study.candidates.ids[row]!));
    fc.assert(
      fc.property(fc.subarray(used), fc.subarray([...study.project.ids]), (controls, units) => {
        const refused: Outcome = { refused: "cloud" };
        const without = (known: ReadonlyMap<string, Outcome>, ids: readonly string[]): ReadonlyMap<string, Outcome> =>
          new Map([...known, ...ids.map((id): [string, Outcome] => [id, refused])]);
        const found = differ({
          controls: without(outcomes.controls, controls),
          project: without(outcomes.project, units),
        });
        expect(found.effect).to.be.at.most(differ().effect + 1e-9);
        expect(found.charges.map(({ id }) => id).sort()).to.deep.equal([...controls, ...units].sort());
        found.charges.forEach(({ side, value, reason }) => {
          expect(value).to.equal(side === "project" ? RANGE.least : RANGE.most);
          expect(reason).to.equal("cloud");
        });
      }),
      { numRuns: 100 },
    );
  });

  it("test_L15_a_unit_without_controls_earns_nothing_and_hides_no_harm", () => {
    const [first, ...others] = ground.matched;
    const without = { matched: others, unmatched: [first!.unit, ...ground.unmatched] };
    const { ids, areasM2 } = study.project;
    const share = areasM2[first!.unit]! / areasM2.reduce((a, b) => a + b);
    const told = (value: number): Difference =>
      differ({ project: new Map([...outcomes.project, [ids[first!.unit]!, value]]) }, without);
    expect(told(90)).to.deep.equal(told(50));
    expect(told(90).unmatched).to.equal(0);
    expect(told(-90).effect).to.be.below(told(90).effect);
    expect(told(-80).unmatched - told(-90).unmatched).to.be.closeTo(10 * share, 1e-9);
  });

  it("refuses outcomes that are missing or impossible, and ranges that are none", () => {
    const id = study.project.ids[4]!;
    const missing = new Map([...outcomes.project].filter(([other]) => other !== id));
    expect(() => differ({ project: missing })).to.throw(SixfoldError, `outcomes/project/${id}`);
    for (const value of [NaN, 100.5, -Infinity]) {
      const wrong = new Map([...outcomes.project, [id, value] as const]);
      expect(() => differ({ project: wrong })).to.throw(SixfoldError, `outcomes/project/${id}`);
    }
    for (const range of [
      { least: 1, most: 1 },
      { least: 0, most: Infinity },
      { least: NaN, most: 1 },
    ]) {
      expect(() => differenceInDifferences(study, ground, { outcomes, range })).to.throw(SixfoldError, "range");
    }
  });
});
