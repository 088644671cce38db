import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { blockedSkill } from "../../../../../../oracle/core/services/forest/model/blocked.ts";
import { selectedLine } from "../../../../../../oracle/core/services/forest/model/selected-line.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../../oracle/core/uncertainty/sample.ts";

const BLOCKS = 10;
const PLOTS = 60;

/** Plots in blocks that share a level which no metric tells. */
const groundOf = (seed: bigint, slope: number) => {
  const random = seededRandom(seed);
  const levels = Array.from({ length: BLOCKS }, () => 2 * standardNormal(random));
  const blocks = Array.from({ length: PLOTS }, (_, k) => `block ${k % BLOCKS}`);
  const metric = Array.from({ length: PLOTS }, () => standardNormal(random));
  const noise = Array.from({ length: 30 }, () => Array.from({ length: PLOTS }, () => standardNormal(random)));
  const truth = metric.map((x, k) => 10 + slope * x + levels[k % BLOCKS]! + 0.3 * standardNormal(random));
  return { blocks, metric, noise, truth };
};

describe("skill over blocks of ground unseen", () => {
  it("is none for a model that remembers its neighbours, which a validation by rows praises", () => {
    const { blocks, truth } = groundOf(1n, 0);
    // The mean of the row's own block, where the training rows still have one.
    const memory = (training: readonly number[]) => (row: number) => {
      const own = training.filter((other) => blocks[other] === blocks[row]);
      const used = own.length > 0 ? own : training;
      return used.reduce((sum, other) => sum + truth[other]!, 0) / used.length;
    };
    expect(blockedSkill(truth, blocks, memory).skill).to.be.closeTo(0, 1e-9);
    const apart = truth.map((_, k) => `row ${k}`);
    expect(blockedSkill(truth, apart, memory).skill).to.be.above(0.8);
  });

  it("is seen where a metric tells something, and selection finds that metric among thirty that tell nothing", () => {
    const { blocks, metric, noise, truth } = groundOf(2n, 3);
    const skill = blockedSkill(truth, blocks, selectedLine([...noise.slice(0, 9), metric], truth, blocks));
    expect(skill.skill).to.be.above(0.5);
    expect(skill.blocks).to.equal(BLOCKS);
    expect(Math.abs(skill.bias)).to.be.below(skill.biasHalfWidth);
    expect(skill.overBlocks[0]).to.be.below(skill.rootMeanSquare).and.to.be.below(skill.overBlocks[1]);
  });

  it("does not praise a choice among metrics that tell nothing", () => {
    const trials = 8;
    const mean =
      Array.from({ length: trials }, (_, k) => {
        const { blocks, noise, truth } = groundOf(BigInt(10 + k), 0);
        return blockedSkill(truth, blocks, selectedLine(noise.slice(0, 12), truth, blocks)).skill;
      }).reduce((sum, skill) => sum + skill, 0) / trials;
    expect(mean).to.be.below(0.05);
  });

  it("takes one metric for twenty plots at most, and none that repeats another", () => {
    const { blocks, metric, truth } = groundOf(3n, 3);
    const few = [0, 1, 2].flatMap((k) => Array.from({ length: 6 }, (_, i) => 6 * k + i));
    const pick = <T>(all: readonly T[]): readonly T[] => few.map((row) => all[row]!);
    const flat = blockedSkill(pick(truth), pick(blocks), selectedLine([pick(metric)], pick(truth), pick(blocks)));
    expect(flat.skill).to.be.closeTo(0, 1e-9);
    const one = blockedSkill(truth, blocks, selectedLine([metric], truth, blocks));
    const twice = blockedSkill(truth, blocks, selectedLine([metric, metric], truth, blocks));
    expect(twice.rootMeanSquare).to.be.closeTo(one.rootMeanSquare, 1e-9);
  });

  it("refuses too few blocks, a prediction that is none, and metrics with gaps", () => {
    const fit = () => () => 1;
    expect(() => blockedSkill([1, 2, 3], ["a", "a", "b"], fit)).to.throw(SixfoldError, "three blocks");
    expect(() => blockedSkill([1, 2], ["a"], fit)).to.throw(SixfoldError, "a block for each of 2 rows");
    expect(() => blockedSkill([1, 2, 3], ["a", "b", "c"], () => () => NaN)).to.throw(SixfoldError, "is finite");
    expect(() => selectedLine([[1, NaN]], [1, 2], ["a", "b"])).to.throw(SixfoldError, "finite values");
  });
});
