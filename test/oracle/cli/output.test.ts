import { expect } from "chai";

import { refusedByRule } from "../../../oracle/cli/outcome-lines.ts";
import { ANALYSIS_STAGES, RERUN_STAGES, stageProgress } from "../../../oracle/cli/stage-progress.ts";

describe("cli, what is told of a run", () => {
  it("counts the refused scenes by rule, the commonest first", () => {
    const refused = [
      { sceneId: "d", rule: "orbit" },
      { sceneId: "e", rule: "pixel size" },
      { sceneId: "f", rule: "pixel size" },
    ];
    expect(refusedByRule({ refused })).to.deep.equal([
      "refused      2 scenes: pixel size",
      "refused      1 scenes: orbit",
    ]);
    expect(refusedByRule({ refused: [] })).to.deep.equal([]);
  });

  it("tells progress as stage n of m", () => {
    const told: string[] = [];
    const output = { progress: (text: string) => void told.push(text) };
    stageProgress(output, RERUN_STAGES)("windows", 3, 40);
    stageProgress(output, ANALYSIS_STAGES)("windows", 3, 40);
    expect(told).to.deep.equal(["stage 2 of 4: windows 3 of 40", "stage 3 of 5: windows 3 of 40"]);
  });
});
