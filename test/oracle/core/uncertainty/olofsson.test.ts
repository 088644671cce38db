import { expect } from "chai";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { stratifiedEstimate } from "../../../../oracle/core/uncertainty/olofsson.ts";

const counts = [
  [66, 0, 5, 4],
  [0, 55, 8, 12],
  [1, 0, 153, 11],
  [2, 1, 9, 313],
];
const hectares = [200_000, 150_000, 3_200_000, 6_450_000].map((pixels) => pixels * 0.09);

describe("stratified area estimate", () => {
  it("reproduces the published example (oracle O1)", () => {
    const { areas, usersAccuracy, producersAccuracy, overallAccuracy, overallStandardError } = stratifiedEstimate(
      counts,
      hectares,
    );
    expect(areas.map(({ area }) => Math.round(area))).to.deep.equal([21_158, 11_686, 285_770, 581_386]);
    expect(areas.map(({ standardError }) => Math.round(1.96 * standardError))).to.deep.equal([
      6_158, 3_756, 15_510, 16_282,
    ]);
    expect(usersAccuracy.map((share) => share.toFixed(3))).to.deep.equal(["0.880", "0.733", "0.927", "0.963"]);
    expect(producersAccuracy.map((share) => share.toFixed(3))).to.deep.equal(["0.749", "0.847", "0.935", "0.962"]);
    expect(overallAccuracy).to.be.closeTo(0.947, 5e-4);
    expect(1.96 * overallStandardError).to.be.closeTo(0.018, 5e-4);
  });

  it("refuses a stratum of one unit, whose error is undefined and not zero", () => {
    expect(() =>
      stratifiedEstimate(
        [
          [1, 0],
          [0, 5],
        ],
        [1, 1],
      ),
    ).to.throw(SixfoldError, "at least two");
  });

  it("refuses matrices that do not fit the map", () => {
    expect(() => stratifiedEstimate([[5, 0]], [1, 1])).to.throw(SixfoldError, "square");
    expect(() =>
      stratifiedEstimate(
        [
          [5, 1.5],
          [0, 5],
        ],
        [1, 1],
      ),
    ).to.throw(SixfoldError, "integers");
    expect(() =>
      stratifiedEstimate(
        [
          [5, 1],
          [0, 5],
        ],
        [0, 1],
      ),
    ).to.throw(SixfoldError, "above zero");
  });
});
