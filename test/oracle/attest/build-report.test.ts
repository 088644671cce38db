import { expect } from "chai";

import { areasOf, buildReport, firstDifference } from "../../../oracle/attest/build-report.ts";
import type { Evidence } from "../../../oracle/attest/build-report.ts";
import type { ProjectContext } from "../../../oracle/chain/project-context.ts";
import { SixfoldError } from "../../../oracle/core/errors.ts";

const word = (digit: string) => `0x${digit.repeat(64)}` as const;

const evidence: Evidence = {
  evidence: word("1"),
  boundary: word("2"),
  parameters: word("3"),
  program: word("7"),
  design: word("8"),
  methodology: "ipcc-2019",
  version: "1",
  periodStart: 1_700_000_000,
  periodEnd: 1_710_000_000,
  historyEnd: 1_690_000_000,
  ground: [
    { cell: 1n, bits: 3n },
    { cell: 2n, bits: 1n },
  ],
  kind: 0,
  measuredKg: 100n,
  baselineKg: 20n,
  leakageKg: 5n,
  lossKg: 3n,
  halfWidthKg: 7n,
  claimedM2: 1_000n,
  observedM2: 900n,
};

const asked = { verifier: "0x5FbDB2315678afecb367f032d93F642f64180aa3", expiry: 1_720_000_000 } as const;

const context: ProjectContext = {
  projectId: 4n,
  methodologyId: 2,
  methodology: "ipcc-2019",
  version: "1",
  parameters: word("3"),
  program: word("7"),
  boundary: word("2"),
  creditingStart: 1_690_000_000,
  groundRoot: word("5"),
  ground: evidence.ground,
  latestReport: word("7"),
  operatorSet: word("6"),
  areaM2: 950n,
  designs: [
    { digest: word("8"), committedAt: 1_690_000_000 },
    { digest: word("a"), committedAt: 1_700_000_001 },
  ],
};

describe("attest/build-report", () => {
  it("takes numbers from the evidence and everything else from the chain", () => {
    expect(buildReport(evidence, context, asked)).to.deep.equal({
      projectId: 4n,
      methodologyId: 2,
      kind: 0,
      periodStart: 1_700_000_000,
      periodEnd: 1_710_000_000,
      measuredKg: 100n,
      baselineKg: 20n,
      leakageKg: 5n,
      lossKg: 3n,
      halfWidthKg: 7n,
      claimedM2: 950n,
      observedM2: 900n,
      groundRoot: word("5"),
      evidence: word("1"),
      previous: word("7"),
      verifier: asked.verifier,
      operatorSet: word("6"),
      expiry: 1_720_000_000,
    });
  });

  it("refuses evidence whose boundary, parameters, program, design, methodology, version or ground is not the project's", () => {
    const wrong: Partial<Evidence>[] = [
      { boundary: word("9") },
      { parameters: word("9") },
      { program: word("9") },
      { design: word("a") },
      { historyEnd: 1_690_086_400 },
      { methodology: "other" },
      { version: "2" },
      { ground: evidence.ground.slice(1) },
      { ground: [...evidence.ground, { cell: 3n, bits: 1n }] },
      { ground: [{ cell: 1n, bits: 2n }, evidence.ground[1]!] },
    ];
    for (const part of wrong) {
      const [field] = Object.keys(part);
      try {
        buildReport({ ...evidence, ...part }, context, asked);
        expect.fail(`${field} was accepted`);
      } catch (error) {
        expect(error).to.be.instanceOf(SixfoldError);
        expect((error as SixfoldError).code).to.equal("ATTEST_EVIDENCE_DIFFERS");
        expect((error as SixfoldError).field).to.equal(field);
      }
    }
  });

  it("asks for no history where none was looked at", () => {
    expect(buildReport({ ...evidence, historyEnd: undefined }, context, asked)).to.include({ projectId: 4n });
  });

  it("test_L18_takes_the_design_that_was_committed_when_the_period_started", () => {
    const later = { ...evidence, periodStart: 1_700_000_001, design: word("a") };
    expect(buildReport(later, context, asked)).to.include({ periodStart: 1_700_000_001 });
    const before = { ...evidence, periodStart: 1_680_000_000, design: word("8") };
    expect(buildReport(before, context, asked)).to.include({ periodStart: 1_680_000_000 });
  });

  it("test_L14_claims_the_validated_area_and_observes_no_more_of_it_than_all", () => {
    expect(areasOf({ observedM2: 951n }, { areaM2: 950n })).to.deep.equal({ claimedM2: 950n, observedM2: 950n });
    expect(areasOf({ observedM2: 0n }, { areaM2: 950n })).to.deep.equal({ claimedM2: 950n, observedM2: 0n });
  });

  it("finds the first block in which two covers differ", () => {
    expect(firstDifference(evidence.ground, evidence.ground)).to.equal(undefined);
    expect(firstDifference([], evidence.ground)?.theirs).to.deep.equal({ cell: 1n, bits: 3n });
    expect(firstDifference(evidence.ground, [])?.theirs).to.equal(undefined);
  });
});
