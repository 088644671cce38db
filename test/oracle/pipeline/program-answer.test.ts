import { expect } from "chai";

import { SixfoldError } from "../../../oracle/core/errors.ts";
import type { Runner } from "../../../oracle/engine/runner.ts";
import { programAnswer } from "../../../oracle/pipeline/program-answer.ts";
import { runProgram } from "../../../oracle/pipeline/run-program.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";
import { evidenceError } from "../core/evidence/samples.ts";

const AREAS = { claimedM2: 10n, observedM2: 9n, refused: [], diagnostics: { looks: 3 } };
const measurement = { kind: "measurement", measuredKg: 9n, baselineKg: 5n, leakageKg: 1n, halfWidthKg: 2n, ...AREAS };
const finding = {
  ...{ kind: "finding", verdict: "loss", cause: "fire", reason: "" },
  ...{ lowerM2: 1n, upperM2: 2n, lowerKg: 3n, upperKg: 4n, lastUnharmed: 5n, firstSeen: 6n, ...AREAS },
};
const facts = {
  ...{ service: "test", methodology: "sum", version: "1", simulated: true },
  project: { name: "Paddies", pool: "paddy-methane", edgeLevel: 20 },
  period: { start: "2022-01-01", end: "2022-12-31" },
  outputs: [{ path: "outputs/sum.tif", name: "sum", unit: "1", scale: 1, nodata: -1 }],
  outputDigest: `0x${"0".repeat(64)}`,
};
const answer = (change: object = {}) => ({
  ...{ files: new Map([["plan.json", Uint8Array.of(1)]]), facts, used: ["scene-1"], outcome: measurement },
  ...change,
});

const faultOf = (value: unknown) => {
  try {
    programAnswer(value);
  } catch (error) {
    expect(error).to.be.instanceOf(SixfoldError);
    const { code, failure, field, value: told, rule } = error as SixfoldError;
    expect({ code, failure }).to.deep.equal({ code: "PIPELINE_ANSWER", failure: "check" });
    expect(rule).not.to.equal("");
    return { field, value: told, rule };
  }
  return undefined;
};

describe("what a program comes to", () => {
  it("is taken as it is where it is of the shape that bundles and reports have", () => {
    const limit = { kind: "detection-limit", cause: "leak", limitKg: 7n, ...AREAS };
    const undetermined = { ...finding, verdict: "undetermined", reason: "green-up" };
    for (const outcome of [measurement, finding, undetermined, limit])
      expect(programAnswer(answer({ outcome }))).to.deep.equal(answer({ outcome }));
  });

  it("is refused by place, value and rule where a type, a sign, a kind or an order is wrong", () => {
    const ofOutcome = (change: object, of: object = measurement) => faultOf(answer({ outcome: { ...of, ...change } }));
    const ofFacts = (change: object) => faultOf(answer({ facts: { ...facts, ...change } }));
    expect(ofOutcome({ claimedM2: -1n })).to.deep.equal({
      ...{ field: "program#/outcome/claimedM2", value: -1n, rule: "must not be negative" },
    });
    for (const [fault, field, value] of [
      [ofOutcome({ measuredKg: 9 }), "outcome/measuredKg", 9],
      [ofOutcome({ measuredKg: NaN }), "outcome/measuredKg", NaN],
      [ofOutcome({ halfWidthKg: "2" }), "outcome/halfWidthKg", "2"],
      [ofOutcome({ leakageKg: undefined }), "outcome/leakageKg", undefined],
      [ofOutcome({ baselineKg: 2n ** 64n }), "outcome/baselineKg", 2n ** 64n],
      [ofOutcome({ observedM2: 11n }), "outcome/observedM2", 11n],
      [ofOutcome({ kind: "guess" }), "outcome/kind", "guess"],
      [ofOutcome({ diagnostics: { share: NaN } }), "outcome/diagnostics", "an object"],
      [ofOutcome({ refused: [{ sceneId: 1, rule: "x" }] }), "outcome/refused/0/sceneId", 1],
      [ofOutcome({ verdict: "maybe" }, finding), "outcome/verdict", "maybe"],
      [ofOutcome({ lowerKg: 5n }, finding), "outcome/lowerKg", 5n],
      [ofOutcome({ lastUnharmed: 7n }, finding), "outcome/lastUnharmed", 7n],
      [ofOutcome({ verdict: "undetermined" }, finding), "outcome/reason", ""],
      [ofFacts({ outputDigest: "0x1" }), "facts/outputDigest", "0x1"],
      [ofFacts({ outputs: [{ ...facts.outputs[0], scale: -1 }] }), "facts/outputs/0/scale", -1],
      [faultOf(answer({ files: { "plan.json": Uint8Array.of(1) } })), "files", "an object"],
      [faultOf(answer({ files: new Map([["plan.json", [1]]]) })), "files/plan.json", undefined],
      [faultOf(answer({ used: "scene-1" })), "used", "scene-1"],
      [faultOf(undefined), "", undefined],
    ] as const) {
      expect(fault?.field).to.equal(field === "" ? "program#" : `program#/${field}`);
      expect(fault?.value, field).to.deep.equal(value);
    }
  });

  it("is checked before anything is bundled", async () => {
    const runner = {
      program: Uint8Array.of(),
      run: () => Promise.resolve(answer({ outcome: { ...measurement, claimedM2: -1n } })),
      close: () => Promise.resolve(),
    } as unknown as Runner;
    const archive = { head: () => expect.fail(), read: () => expect.fail() };
    const shelf = memoryShelf();
    const error = await evidenceError(() =>
      runProgram(runner, new Map(), { recordings: shelf, outputs: shelf }, { archive }),
    );
    expect(error.code).to.equal("PIPELINE_ANSWER");
  });
});
