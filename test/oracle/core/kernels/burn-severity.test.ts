import { expect } from "chai";
import fc from "fast-check";

import { burnSeverity, KEY_BENSON_2006 } from "../../../../oracle/core/kernels/burn-severity.ts";
import { cut, randomOf, runSplit, runWhole } from "./by-windows.ts";
import type { Stack } from "./by-windows.ts";

const { fround } = Math;

/** Reflectances as images have them, some missing. */
const reflectance = (random: () => number): number =>
  random() < 0.05 ? NaN : Math.floor(random() * 9000) * (random() < 0.5 ? 1 : 1e-4);

const example = (seed: number): { readonly stack: Stack; readonly mask: Uint8Array } => {
  const random = randomOf(seed);
  const [width, height] = [1 + Math.floor(random() * 40), 1 + Math.floor(random() * 20)];
  const plane = (): Float32Array => Float32Array.from({ length: width * height }, () => reflectance(random));
  const mask = Uint8Array.from({ length: width * height }, () => (random() < 0.8 ? 1 : 0));
  return { stack: { width, height, steps: [[plane(), plane(), plane(), plane()]] }, mask };
};

/** Half to even. */
const rounded = (value: number): number => {
  const whole = Math.round(value);
  return Math.abs(value - Math.trunc(value)) === 0.5 && whole % 2 !== 0 ? whole - 1 : whole;
};

/** Pixel by pixel, each operation rounded to float32. */
const naive = ({ steps }: Stack, mask: Uint8Array) => {
  const [a, b, c, d] = steps[0] as readonly [Float32Array, Float32Array, Float32Array, Float32Array];
  const counts = KEY_BENSON_2006.map(() => 0).concat(0);
  let sum = 0n;
  const nbr = (nir: number, swir: number): number => fround(fround(nir - swir) / fround(nir + swir));
  a.forEach((_, i) => {
    const [w, x, y, z] = [a[i]!, b[i]!, c[i]!, d[i]!];
    if (mask[i] === 0 || !(fround(w + x) > 0) || !(fround(y + z) > 0)) return;
    const scaled = rounded(fround(fround(nbr(w, x) - nbr(y, z)) * 1000));
    const klass = KEY_BENSON_2006.filter((threshold) => scaled >= threshold).length;
    counts[klass] = counts[klass]! + 1;
    sum += BigInt(scaled);
  });
  return { counts, sum };
};

describe("burnSeverity", () => {
  const parametersOf =
    ({ stack, mask }: ReturnType<typeof example>) =>
    (window: Parameters<typeof cut>[2]) => ({
      thresholds: KEY_BENSON_2006,
      mask: cut(mask, stack.width, window),
    });

  it("equals the classes and the sum of a pixel by pixel computation", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const made = example(seed);
        expect(runWhole(burnSeverity, made.stack, parametersOf(made))).to.deep.equal(naive(made.stack, made.mask));
      }),
    );
  });

  it("does not depend on windows, strips or the order of merging", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const made = example(seed);
        const whole = runWhole(burnSeverity, made.stack, parametersOf(made));
        expect(runSplit(burnSeverity, made.stack, parametersOf(made), randomOf(seed + 1))).to.deep.equal(whole);
      }),
    );
  });

  it("refuses thresholds that do not ascend", () => {
    const made = example(1);
    expect(() => runWhole(burnSeverity, made.stack, () => ({ thresholds: [100, 100] }))).to.throw("ascending");
  });
});
