import { expect } from "chai";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { seededRandom, splitMix64, xoshiro128 } from "../../../../oracle/core/uncertainty/random.ts";

describe("seeded generators", () => {
  it("splitMix64 gives the reference sequence of seed 1234567", () => {
    const next = splitMix64(1234567n);
    expect([next(), next(), next()]).to.deep.equal([6457827717110365317n, 3203168211198807973n, 9817491932198370423n]);
  });

  it("xoshiro128** gives the reference sequence of state 1, 2, 3, 4", () => {
    const next = xoshiro128([1, 2, 3, 4]);
    expect(Array.from({ length: 6 }, next)).to.deep.equal([11520, 0, 5927040, 70819200, 2031721883, 1637235492]);
  });

  it("repeats itself for a seed and differs between seeds", () => {
    const [a, b, c] = [seededRandom(7n), seededRandom(7n), seededRandom(8n)];
    const [first, again, other] = [a, b, c].map((random) => Array.from({ length: 5 }, random));
    expect(again).to.deep.equal(first);
    expect(other).to.not.deep.equal(first);
  });

  it("stays inside the open unit interval, evenly", () => {
    const random = seededRandom(42n);
    const draws = Array.from({ length: 100_000 }, random);
    expect(Math.min(...draws.slice(0, 10_000))).to.be.above(0);
    expect(Math.max(...draws.slice(0, 10_000))).to.be.below(1);
    expect(draws.reduce((sum, u) => sum + u, 0) / draws.length).to.be.closeTo(0.5, 0.005);
  });

  it("refuses a negative seed", () => {
    expect(() => seededRandom(-1n)).to.throw(SixfoldError, "seed");
  });
});
