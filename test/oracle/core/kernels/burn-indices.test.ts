import { expect } from "chai";
import fc from "fast-check";

import {
  burnIndices,
  relativeChange,
  relativizedRatio,
  STRANGE,
  UNSEEN,
} from "../../../../oracle/core/kernels/burn-indices.ts";
import { core, randomOf } from "./by-windows.ts";

const { fround } = Math;
const DARKEST = 50;

/** Half to even. */
const rounded = (value: number): number => {
  const whole = Math.round(value);
  return Math.abs(value - Math.trunc(value)) === 0.5 && whole % 2 !== 0 ? whole - 1 : whole;
};

const indicesOf = (bands: readonly (readonly number[])[]) => {
  const mark = core.mark();
  const count = bands[0]!.length;
  const at = bands.map((values) => {
    const offset = core.alloc(count * 4 + 16);
    core.f32(offset, count).set(values);
    return offset;
  });
  const { before, after, change } = burnIndices(core, at, count, DARKEST);
  const result = [before, after, change].map((plane) => [...plane]);
  core.release(mark);
  return result;
};

/** Pixel by pixel, each operation rounded to float32. */
const naive = (bands: readonly (readonly number[])[]): number[][] => {
  const pixels = bands[0]!.map((_, i) => {
    const values = bands.map((band) => fround(band[i]!));
    const [n0, s0, n1, s1] = values as [number, number, number, number];
    const both = [fround(n0 + s0), fround(n1 + s1)] as const;
    if (values.some((value) => Number.isNaN(value))) return [UNSEEN, UNSEEN, UNSEEN];
    if (values.some((value) => value < fround(-0.2) || value > fround(1.6))) return [STRANGE, STRANGE, STRANGE];
    if (values.some((value) => value <= 0 || value > 1) || both.some((sum) => sum < fround(DARKEST / 1000)))
      return [UNSEEN, UNSEEN, UNSEEN];
    const [r0, r1] = [fround(fround(n0 - s0) / both[0]), fround(fround(n1 - s1) / both[1])];
    return [r0, r1, fround(r0 - r1)].map((index) => rounded(fround(index * 1000)));
  });
  return [0, 1, 2].map((k) => pixels.map((pixel) => pixel[k]!));
};

/** Mostly reflectance; some missing, dark, negative, saturated or unscaled. */
const value = (random: () => number): number => {
  const kind = random();
  if (kind < 0.05) return NaN;
  if (kind < 0.1) return random() * 0.04 - 0.01;
  if (kind < 0.14) return random() * 3 - 0.5;
  if (kind < 0.16) return 10_000 * random();
  return random();
};

describe("burnIndices", () => {
  it("equals a pixel by pixel computation, whatever the count", () => {
    fc.assert(
      fc.property(fc.integer(), fc.integer({ min: 1, max: 70 }), (seed, count) => {
        const random = randomOf(seed);
        const bands = [0, 1, 2, 3].map(() => Array.from({ length: count }, () => value(random)));
        expect(indicesOf(bands)).to.deep.equal(naive(bands).map((plane) => plane.map((index) => index + 0)));
      }),
    );
  });

  it("gives a stand that burned whole its dNBR in thousandths, by hand", () => {
    // NBR (0.3 - 0.1) / 0.4 = 0.5 before, (0.1 - 0.3) / 0.4 = -0.5 after.
    expect(indicesOf([[0.3], [0.1], [0.1], [0.3]])).to.deep.equal([[500], [-500], [1000]]);
  });

  it("sees neither deep water nor a pixel of digital numbers, and tells the two apart", () => {
    const [, , change] = indicesOf([
      [0.02, 9000],
      [0.01, 8500],
      [0.02, 9000],
      [0.01, 8600],
    ]);
    expect(change).to.deep.equal([UNSEEN, STRANGE]);
  });
});

describe("RdNBR and RBR", () => {
  it("are dNBR over the root of NBR before, and over NBR before plus 1.001", () => {
    expect(relativeChange(400, 250)).to.equal(800);
    expect(relativeChange(400, -250)).to.equal(800);
    // 0.4 / 1.251 = 0.31974.
    expect(relativizedRatio(400, 250)).to.equal(320);
  });

  it("stay finite where there was no vegetation", () => {
    // 0.1 / sqrt(0.001) = 3.16228.
    expect(relativeChange(100, 0)).to.equal(3162);
    expect(relativizedRatio(100, -1000)).to.equal(100_000);
  });
});
