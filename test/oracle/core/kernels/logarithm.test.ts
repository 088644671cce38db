import { expect } from "chai";

import { ln } from "../../../../oracle/core/math.ts";
import { core, randomOf } from "./by-windows.ts";

const logarithmsOf = (values: Float32Array): Float32Array => {
  const mark = core.mark();
  const room = Math.ceil(values.length / 4) * 16;
  const [from, to] = [core.alloc(room), core.alloc(room)];
  core.f32(from, values.length).set(values);
  core.run.logarithms(from, values.length, to);
  const result = core.f32(to, values.length).slice();
  core.release(mark);
  return result;
};

/** 2e-6 of the result. */
const MOST_ERROR = 2e-6;

const worstOf = (values: Float32Array): number => {
  let worst = 0;
  logarithmsOf(values).forEach((result, i) => {
    const exact = ln(values[i]!);
    if (exact !== 0) worst = Math.max(worst, Math.abs(result - exact) / Math.abs(exact));
    else expect(result).to.equal(0);
  });
  return worst;
};

describe("logarithm of float32", function () {
  this.timeout(60_000);

  it("keeps its error over every float32 from 1/2 to 2", () => {
    const first = new Uint32Array(Float32Array.of(0.5).buffer)[0]!;
    for (let part = 0; part < 16; part += 1) {
      const bits = Uint32Array.from({ length: 2 ** 20 }, (_, i) => first + part * 2 ** 20 + i);
      expect(worstOf(new Float32Array(bits.buffer))).to.be.below(MOST_ERROR);
    }
  });

  it("keeps its error over all exponents, subnormals included", () => {
    const random = randomOf(5);
    const bits = Uint32Array.from({ length: 2 ** 20 }, () => 1 + Math.floor(random() * 0x7f7ffffe));
    expect(worstOf(new Float32Array(bits.buffer))).to.be.below(MOST_ERROR);
  });

  it("is NaN where there is none", () => {
    const none = Float32Array.of(NaN, 0, -0, -1, Infinity, -Infinity);
    expect([...logarithmsOf(none)].every(Number.isNaN)).to.equal(true);
  });
});
