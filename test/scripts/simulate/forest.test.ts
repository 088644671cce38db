import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { expect } from "chai";

import { statedOf } from "../../../oracle/core/services/common/outcome.ts";
import { sharedRunner } from "../../../oracle/engine/shared-runner.ts";
import { analyse } from "../../../oracle/pipeline/analyse.ts";
import { ownProgram } from "../../../oracle/programs/own-program.ts";
import { trustOwn } from "../../../oracle/programs/trust-own.ts";
import { defaultPolicy } from "../../../oracle/transport/policy.ts";
import { simulatedTruth } from "../../../scripts/forest/simulated-truth.ts";
import { measureForest } from "../../../scripts/simulate/forest/in-memory.ts";
import { simulateForest } from "../../../scripts/simulate/forest/simulate.ts";
import { makeForest } from "../../../scripts/simulate/forest/world.ts";
import { memoryShelf } from "../../../oracle/transport/shelf.ts";
import { madeOf, replayFiles } from "../../helpers/bundles.ts";

const SEED = 2n;
/** Largest program that is still sent with each bundle. */
const MOST_PROGRAM_BYTES = 400 * 1024;

describe("a SIMULATED forest, from a catalogue to a bundle and back", function () {
  this.timeout(600_000);
  let out: string;
  before(async () => {
    out = await mkdtemp(join(tmpdir(), "sixfold-forest-"));
  });
  after(() => rm(out, { recursive: true, force: true }));

  it("test_L13_earns_by_its_program_and_replays_to_the_same_bytes", async () => {
    const { scenes, project } = await simulateForest(out, { seed: SEED });
    const program = await ownProgram("canopy-height-plots");
    expect(program.length).to.be.at.most(MOST_PROGRAM_BYTES);
    const made = await madeOf(
      await analyse({
        shelf: memoryShelf(),
        runner: sharedRunner(program),
        project,
        parameters: JSON.parse(await readFile(join(project, "parameters.json"), "utf8")),
        catalogue: scenes,
        policy: defaultPolicy,
      }),
    );
    expect(made.used).to.have.members(["survey-2020", "survey-2024"]);
    expect(made.outcome).to.deep.equal(statedOf(measureForest(makeForest({ seed: SEED }))));
    const again = await replayFiles(made.files, {
      expectedRoot: made.cid,
      trust: trustOwn,
      runnerOf: (bytes) => sharedRunner(bytes),
    });
    expect(again.checks.filter(({ ok }) => !ok)).to.deep.equal([]);
    expect(again.ok).to.equal(true);
  });

  it("makes the same forest of the same seed, and another of another", () => {
    expect(makeForest({ seed: 5n })).to.deep.equal(makeForest({ seed: 5n }));
    expect(makeForest({ seed: 5n }).truthKg).to.not.equal(makeForest({ seed: 6n }).truthKg);
  });

  // Held to what the goals (87 % held, at most 30 % over and 5 % far over) leave to chance at 1 %, by the binomial
  // distribution.
  const isDeep = process.env["SIXFOLD_DEEP"] === "1";
  const limits = isDeep
    ? { trials: 1_000, leastMeasured: 850, held: 0.845, over: 0.334, farOver: 0.066, bias: 0.04 }
    : { trials: 20, leastMeasured: 15, held: 0.7, over: 0.55, farOver: 0.15, bias: 0.1 };
  it("test_L15_holds_the_truth_and_seldom_credits_more", function () {
    this.timeout(isDeep ? 7_200_000 : 1_200_000);
    const { measured, held, over, farOver, medianBias } = simulatedTruth(limits.trials);
    expect(measured).to.be.at.least(limits.leastMeasured);
    expect(held).to.be.at.least(limits.held);
    expect(over).to.be.at.most(limits.over);
    expect(farOver).to.be.at.most(limits.farOver);
    expect(Math.abs(medianBias)).to.be.at.most(limits.bias);
  });

  it("test_L15_debits_what_leaks_into_the_belt", () => {
    const { held, over } = simulatedTruth(8, { leaked: 0.2 });
    expect(held).to.be.at.least(0.625);
    expect(over).to.be.at.most(0.625);
  });
});
