import { expect } from "chai";

import { SOWN_DENSE, TRANSPLANTED } from "../../../scripts/simulate/truth/conditions.ts";
import { judgeTruth } from "../../../scripts/simulate/truth/judge-truth.ts";
import { trueProject } from "../../../scripts/simulate/truth/project.ts";

/** `npm run judge` takes two hundred. */
const PROJECTS = 3;

describe("a world that is not the method's (SIMULATED)", function () {
  this.timeout(300_000);

  it("makes the same project of the same seed, and another of another", () => {
    expect(trueProject(TRANSPLANTED, true, 1n)).to.deep.equal(trueProject(TRANSPLANTED, true, 1n));
    expect(trueProject(TRANSPLANTED, true, 1n).trueKg).to.not.equal(trueProject(TRANSPLANTED, true, 2n).trueKg);
  });

  it("has honest projects cut what they say, and idle ones nothing", () => {
    for (const seed of [1n, 2n, 3n]) {
      expect(trueProject(SOWN_DENSE, true, seed).trueKg).to.be.above(0);
      expect(trueProject(SOWN_DENSE, false, seed).trueKg).to.equal(0);
    }
  });

  it("test_L15_issues_no_more_than_was_cut", () => {
    for (const conditions of [TRANSPLANTED, SOWN_DENSE])
      for (const honest of [true, false]) {
        const { runs, measured, overIssued, refusals } = judgeTruth(conditions, honest, PROJECTS);
        expect(overIssued, `${conditions.name} ${honest}`).to.equal(0);
        expect(measured + Object.values(refusals).reduce((sum, count) => sum + count, 0)).to.equal(runs);
      }
  });
});
