import { expect } from "chai";

import { summarise } from "../../../scripts/test/summarise.ts";

const skip = (suite: string, test: string, reason: string) => ({ suite, test, reason });

describe("the summary of npm test", () => {
  it("counts each part on one line and all on the last", () => {
    const lines = summarise([
      { name: "Solidity", outcome: { passed: 78, failed: ["Credit test_L5"], skipped: [] } },
      {
        name: "TypeScript",
        outcome: { passed: 1017, failed: [], skipped: [skip("a", "b", "c"), skip("a", "d", "c")] },
      },
    ]);
    expect(lines.slice(-3)).to.deep.equal([
      "failed: Credit test_L5",
      "Solidity 78 passed, 1 failed, 0 skipped; TypeScript 1017 passed, 0 failed, 2 skipped",
      "1095 passed, 1 failed, 2 skipped",
    ]);
  });

  it("gives each reason once, and under it the suites and how many of their tests it stopped", () => {
    const skipped = [
      skip("golden", "separates", "no data"),
      skip("LERC", "one", "no liblerc"),
      skip("LERC", "two", "no liblerc"),
      skip("replay", "real bundle", "no data"),
    ];
    expect(summarise([{ name: "TypeScript", outcome: { passed: 1, failed: [], skipped } }]).slice(1, -2)).to.deep.equal(
      ["skipped: no data", "  golden: separates", "  replay: real bundle", "skipped: no liblerc", "  LERC: 2 tests"],
    );
  });
});
