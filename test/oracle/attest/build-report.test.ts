import { expect } from "chai";

import { buildReport, firstDifference } from "../../../oracle/attest/build-report.ts";
import type { Evidence } from "../../../oracle/attest/build-report.ts";
import type { ProjectContext } from "../../../oracle/chain/project-context.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";

const word = (digit: string) => `0x${digit.repeat(64)}` as const;

const evidence: Evidence = {
  evidence: word("1"),
  boundary: word("2"),
  parameters: word("3"),
  program: word("7"),
  methodology: "ipcc-2019",
  version: "1",
  periodStart: 1_700_000_000,
  periodEnd: 1_710_000_000,
  ground: [
    { cell: 1n, bits: 3n },
    { cell: 2n, bits: 1n },
  ],
  measuredKg: 100n,
  baselineKg: 20n,
  leakageKg: 5n,
  halfWidthKg: 7n,
  claimedM2: 1_000n,
  observedM2: 900n,
};

const context: ProjectContext = {
  projectId: 4n,
  methodologyId: 2,
  methodology: "ipcc-2019",
  version: "1",
  parameters: word("3"),
  program: word("7"),
  boundary: word("2"),
  groundRoot: word("5"),
  ground: evidence.ground,
  operatorSet: word("6"),
};

describe("attest/build-report", () => {
  it("takes numbers from the evidence and everything else from the chain", () => {
    expect(buildReport(evidence, context, 1_720_000_000)).to.deep.equal({
      projectId: 4n,
      methodologyId: 2,
      periodStart: 1_700_000_000,
      periodEnd: 1_710_000_000,
      measuredKg: 100n,
      baselineKg: 20n,
      leakageKg: 5n,
      halfWidthKg: 7n,
      claimedM2: 1_000n,
      observedM2: 900n,
      groundRoot: word("5"),
      evidence: word("1"),
      operatorSet: word("6"),
      expiry: 1_720_000_000,
    });
  });

  it("refuses evidence whose boundary, parameters, program, methodology, version or ground is not the project's", () => {
    const wrong: Partial<Evidence>[] = [
      { boundary: word("9") },
      { parameters: word("9") },
      { program: word("9") },
      { methodology: "other" },
      { version: "2" },
      { ground: evidence.ground.slice(1) },
      { ground: [...evidence.ground, { cell: 3n, bits: 1n }] },
      { ground: [{ cell: 1n, bits: 2n }, evidence.ground[1]!] },
    ];
    for (const part of wrong) {
      const [field] = Object.keys(part);
      try {
        buildReport({ ...evidence, ...part }, context, 1);
        expect.fail(`${field} was accepted`);
      } catch (error) {
        expect(error).to.be.instanceOf(SixfoldError);
        expect((error as SixfoldError).code).to.equal("ATTEST_EVIDENCE_DIFFERS");
        expect((error as SixfoldError).field).to.equal(field);
      }
    }
  });

  it("finds the first block in which two covers differ", () => {
    expect(firstDifference(evidence.ground, evidence.ground)).to.equal(undefined);
    expect(firstDifference([], evidence.ground)?.theirs).to.deep.equal({ cell: 1n, bits: 3n });
    expect(firstDifference(evidence.ground, [])?.theirs).to.equal(undefined);
  });
});
