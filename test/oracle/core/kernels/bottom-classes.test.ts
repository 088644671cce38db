import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { exp, ln } from "../../../../oracle/core/math.ts";
import { bottomClassPlanes } from "../../../../oracle/core/kernels/bottom-class-planes.ts";
import { bottomClasses } from "../../../../oracle/core/kernels/bottom-classes.ts";
import { CHI_SQUARE_99, UNCLASSIFIED, UNOBSERVED } from "../../../../oracle/core/kernels/classifier.ts";
import type { BottomClassifier } from "../../../../oracle/core/kernels/classifier.ts";
import type { Window } from "../../../../oracle/core/grid/window.ts";
import { core, cut, randomOf, runSplit, runWhole } from "./by-windows.ts";
import type { Stack } from "./by-windows.ts";
import { BOTTOMS, coastOf, gauss, NOISE, scoresOf, seen, trained, waterOf } from "./coast.ts";

const { fround } = Math;

/** A classifier of any numbers that are allowed, of two to four bands and up to nine classes. */
const anyClassifier = (random: () => number): BottomClassifier => {
  const bands = 2 + Math.floor(random() * 3);
  const features = bands - 1;
  const around = (size: number): number => (random() - 0.5) * size;
  return {
    water: {
      deepWater: Array.from({ length: bands }, () => Math.floor(random() * 300)),
      ratios: Array.from({ length: features }, () => 0.2 + random()),
    },
    classes: Array.from({ length: 1 + Math.floor(random() * 9) }, () => ({
      mean: Array.from({ length: features }, () => 2 + around(4)),
      whitening: Array.from({ length: features }, (_, row) =>
        Array.from({ length: row + 1 }, (__, column) => (row === column ? 0.5 + 3 * random() : around(4))),
      ).flat(),
      prior: 0.1 + random(),
    })),
    mostDistance2: random() < 0.3 ? Infinity : 1 + 30 * random(),
  };
};

/** Values around deep water and above it, missing ones, and any float32. */
const anyValue = (random: () => number): number => {
  const kind = random();
  if (kind < 0.05) return NaN;
  if (kind < 0.1) return new Float32Array(Uint32Array.of(Math.floor(random() * 2 ** 32)).buffer)[0]!;
  if (kind < 0.3) return Math.floor(random() * 400);
  return fround(300 + random() * 3000);
};

const example = (seed: number) => {
  const random = randomOf(seed);
  const classifier = anyClassifier(random);
  const [width, height] = [1 + Math.floor(random() * 40), 1 + Math.floor(random() * 20)];
  const plane = (): Float32Array => Float32Array.from({ length: width * height }, () => anyValue(random));
  const stack: Stack = { width, height, steps: [classifier.water.deepWater.map(plane)] };
  return { classifier, stack, mask: Uint8Array.from({ length: width * height }, () => (random() < 0.8 ? 7 : 0)) };
};

const logarithms = (values: Float32Array): Float32Array => {
  const mark = core.mark();
  const [from, to] = [core.alloc(values.length * 4 + 16), core.alloc(values.length * 4 + 16)];
  core.f32(from, values.length).set(values);
  core.run.logarithms(from, values.length, to);
  const result = core.f32(to, values.length).slice();
  core.release(mark);
  return result;
};

/** Pixel by pixel, each operation but the logarithm rounded to float32 by itself. */
const naive = ({ steps }: Stack, { water, classes, mostDistance2 }: BottomClassifier): number[] => {
  const above = steps[0]!.map((band, b) => band.map((value) => fround(value - fround(water.deepWater[b]!))));
  const x = above.map(logarithms);
  const wordsOf = classes.map(({ mean, whitening, prior }) => {
    const diagonal = mean.map((_, row) => whitening[(row * (row + 3)) / 2]!);
    const penalty = fround(-2 * (diagonal.reduce((sum, value) => sum + ln(value), 0) + ln(prior)));
    return { mean: mean.map(fround), whitening: whitening.map(fround), penalty };
  });
  return Array.from(x[0]!, (_, i) => {
    if (!above.every((band) => band[i]! >= 2 ** -126 && band[i]! < Infinity)) return UNOBSERVED;
    const features = water.ratios.map((ratio, b) => fround(x[b]![i]! - fround(fround(ratio) * x[b + 1]![i]!)));
    let [best, lowest, nearest] = [UNCLASSIFIED, Infinity, Infinity];
    wordsOf.forEach(({ mean, whitening, penalty }, index) => {
      const d = features.map((feature, f) => fround(feature - mean[f]!));
      let squared = 0;
      d.forEach((__, row) => {
        let y = 0;
        for (let column = 0; column <= row; column += 1)
          y = fround(y + fround(whitening[(row * (row + 1)) / 2 + column]! * d[column]!));
        squared = fround(squared + fround(y * y));
      });
      const score = fround(squared + penalty);
      if (score < lowest) [best, lowest, nearest] = [index + 1, score, squared];
    });
    return nearest <= fround(mostDistance2) ? best : UNCLASSIFIED;
  });
};

const countsOf = (codes: readonly number[], classes: number) => {
  const count = (code: number): number => codes.filter((each) => each === code).length;
  return {
    counts: Array.from({ length: classes }, (_, index) => count(index + 1)),
    unclassified: count(UNCLASSIFIED),
    unobserved: count(UNOBSERVED),
  };
};

const planeOf = (stack: Stack, classifier: BottomClassifier): Uint8Array =>
  runWhole(bottomClassPlanes, stack, (window) => ({ classifier, window }))[0]!.codes;

describe("bottomClasses", () => {
  it("gives the code of a pixel by pixel computation in float32, bit for bit", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { stack, classifier } = example(seed);
        expect([...planeOf(stack, classifier)]).to.deep.equal(naive(stack, classifier));
      }),
      { seed: 81, numRuns: 150 },
    );
  });

  it("counts every pixel of the mask once", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { stack, classifier, mask } = example(seed);
        const result = runWhole(bottomClasses, stack, () => ({ classifier, mask }));
        const wanted = naive(stack, classifier).filter((_, i) => mask[i] !== 0);
        expect(result).to.deep.equal(countsOf(wanted, classifier.classes.length));
        const { counts, unclassified, unobserved } = result;
        expect(counts.reduce((sum, count) => sum + count, unclassified + unobserved)).to.equal(wanted.length);
      }),
      { seed: 82, numRuns: 100 },
    );
  });

  it("counts more pixels than bytes can count", () => {
    const stack = { width: 9001, height: 3, steps: [[1, 2].map(() => new Float32Array(27003).fill(500))] };
    const classifier: BottomClassifier = {
      water: { deepWater: [10, 10], ratios: [1] },
      classes: [{ mean: [0], whitening: [1], prior: 1 }],
      mostDistance2: 1,
    };
    const { counts } = runWhole(bottomClasses, stack, () => ({ classifier }));
    expect(counts).to.deep.equal([27003]);
  });

  it("does not depend on windows, strips or the order of merging", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const { stack, classifier, mask } = example(seed);
        const parametersOf = (window: Window) => ({ classifier, mask: cut(mask, stack.width, window) });
        const whole = runWhole(bottomClasses, stack, parametersOf);
        expect(runSplit(bottomClasses, stack, parametersOf, randomOf(seed + 1))).to.deep.equal(whole);
        const plane = planeOf(stack, classifier);
        const parts = runSplit(bottomClassPlanes, stack, (window) => ({ classifier, window }), randomOf(seed + 2));
        for (const { window, codes } of parts) expect(codes).to.deep.equal(cut(plane, stack.width, window));
      }),
      { seed: 83, numRuns: 100 },
    );
  });

  it("gives a pixel between equal classes to the earlier one", () => {
    const { classes, ...rest } = trained(randomOf(4), waterOf(4));
    const classifier = { ...rest, classes: [...classes, ...classes] };
    const stack = { width: BOTTOMS.length, height: 1, steps: [coastOf(BOTTOMS.map((_, bottom) => seen(bottom, 2)))] };
    expect([...planeOf(stack, classifier)]).to.deep.equal([1, 2, 3, 4, 5, 6]);
  });

  it("leaves one pixel in a hundred of a class unclassified at the tabled distance", () => {
    for (const bands of [2, 3, 4]) {
      const random = randomOf(bands);
      const features = bands - 1;
      // Bands whose indices are independent and normal: the last band's logarithm is 0.
      const water = {
        deepWater: Array.from({ length: bands }, () => 0),
        ratios: Array.from({ length: features }, () => 1),
      };
      const pixels = Array.from({ length: 40_000 }, () => {
        let x = 0;
        const logs = Array.from({ length: features }, () => (x += gauss(random)));
        return [...logs.toReversed(), 0].map(exp);
      });
      const whitening = Array.from({ length: features }, (_, row) =>
        Array.from({ length: row + 1 }, (__, column) => (row === column ? 1 : 0)),
      ).flat();
      const classes = [{ mean: Array.from({ length: features }, () => 0), whitening, prior: 1 }];
      const classifier = { water, classes, mostDistance2: CHI_SQUARE_99[features - 1]! };
      const stack = { width: 200, height: 200, steps: [coastOf(pixels)] };
      const { unclassified } = runWhole(bottomClasses, stack, () => ({ classifier }));
      // Four standard deviations of a binomial share.
      expect(unclassified / 40_000).to.be.closeTo(0.01, 0.002);
    }
  });

  it("tells bottoms apart at any depth", () => {
    const random = randomOf(11);
    const classifier = trained(random, waterOf(4));
    const truth = Array.from({ length: 60_000 }, () => Math.floor(random() * BOTTOMS.length));
    const pixels = truth.map((bottom) => seen(bottom, 6 * random(), () => NOISE * gauss(random)));
    const codes = planeOf({ width: 300, height: 200, steps: [coastOf(pixels)] }, classifier);
    const right = truth.filter((bottom, i) => codes[i] === bottom + 1).length / truth.length;
    console.log(`      ${(100 * right).toFixed(1)} % of overlapping bottoms are told apart`);
    expect(right).to.be.above(0.9);
  });

  it("agrees with doubles but where two classes are equally likely to a part in ten thousand", () => {
    const random = randomOf(14);
    const classifier = trained(randomOf(11), waterOf(4));
    const bestOf = (pixel: readonly number[]): number => {
      const scores = scoresOf(pixel, classifier);
      return scores.indexOf(Math.min(...scores));
    };
    const anyPixel = () => seen(Math.floor(random() * BOTTOMS.length), 6 * random());
    // Halves the way between two pixels until it crosses from one class into another.
    const border = (): readonly number[] => {
      const [from, to] = [anyPixel(), anyPixel()];
      const at = (share: number): readonly number[] => from.map((value, b) => fround(value + share * (to[b]! - value)));
      let [low, high] = [0, 1];
      for (let i = 0; i < 24; i += 1) {
        const middle = (low + high) / 2;
        if (bestOf(at(middle)) === bestOf(at(low))) low = middle;
        else high = middle;
      }
      return at(high);
    };
    const pixels = Array.from({ length: 4000 }, border);
    const codes = planeOf({ width: 100, height: 40, steps: [coastOf(pixels)] }, classifier);
    // Twice the logarithm of how much likelier the other class is.
    const lost = pixels.map((pixel, i) => {
      const scores = scoresOf(pixel, classifier);
      return scores[codes[i]! - 1]! - Math.min(...scores);
    });
    const differing = lost.filter((score) => score > 0);
    console.log(
      `      ${differing.length} of 4,000 pixels on borders differ, by ${Math.max(...lost).toExponential(1)}`,
    );
    expect(differing).not.to.have.lengthOf(0);
    expect(Math.max(...lost)).to.be.below(1e-4);
  });

  it("gives the same classes with the bands in another order, as indices of one plane differ by a linear map", () => {
    const water = waterOf(4);
    const back = {
      deepWater: water.deepWater.toReversed(),
      ratios: water.ratios.map((ratio) => 1 / ratio).toReversed(),
    };
    const there = trained(randomOf(12), water);
    const andBack = trained(randomOf(12), back, (pixel) => pixel.toReversed());
    const random = randomOf(13);
    const pixels = Array.from({ length: 10_000 }, () =>
      seen(Math.floor(random() * BOTTOMS.length), 6 * random(), () => NOISE * gauss(random)),
    );
    const steps = coastOf(pixels);
    const first = planeOf({ width: 100, height: 100, steps: [steps] }, there);
    const second = planeOf({ width: 100, height: 100, steps: [steps.toReversed()] }, andBack);
    expect(first.filter((code, i) => code !== second[i]).length).to.be.at.most(10);
  });

  describe("refuses", () => {
    const good = trained(randomOf(1), waterOf(3));
    const [first] = good.classes;
    const refusal = (classifier: BottomClassifier): unknown => {
      try {
        return runWhole(bottomClasses, { width: 1, height: 1, steps: [] }, () => ({ classifier }));
      } catch (error) {
        return error;
      }
    };
    const withClass = (change: object): BottomClassifier => ({ ...good, classes: [{ ...first!, ...change }] });
    const withWater = (change: object): BottomClassifier => ({ ...good, water: { ...good.water, ...change } });
    const cases: readonly (readonly [string, BottomClassifier, string, string])[] = [
      ["one band", withWater({ deepWater: [1], ratios: [] }), "KERNEL_CLASSIFIER", "deepWater"],
      ["five bands", withWater({ deepWater: [1, 1, 1, 1, 1] }), "KERNEL_CLASSIFIER", "deepWater"],
      ["deep water that is not finite", withWater({ deepWater: [1, NaN, 1] }), "KERNEL_CLASSIFIER", "deepWater"],
      ["too few ratios", withWater({ ratios: [1] }), "KERNEL_LENGTH", "ratios"],
      ["a ratio of 0", withWater({ ratios: [1, 0] }), "KERNEL_CLASSIFIER", "ratios"],
      ["a ratio below 0", withWater({ ratios: [-1, 1] }), "KERNEL_CLASSIFIER", "ratios"],
      ["no class", { ...good, classes: [] }, "KERNEL_CLASSIFIER", "classes"],
      ["255 classes", { ...good, classes: Array.from({ length: 255 }, () => first!) }, "KERNEL_CLASSIFIER", "classes"],
      ["a mean too short", withClass({ mean: [1] }), "KERNEL_LENGTH", "classes/0/mean"],
      ["a mean beyond float32", withClass({ mean: [1e39, 1] }), "KERNEL_CLASSIFIER", "classes/0/mean"],
      ["a factor too short", withClass({ whitening: [1, 1] }), "KERNEL_LENGTH", "classes/0/whitening"],
      ["a factor not finite", withClass({ whitening: [1, NaN, 1] }), "KERNEL_CLASSIFIER", "classes/0/whitening"],
      [
        "no positive definite covariance",
        withClass({ whitening: [1, 1, 0] }),
        "KERNEL_CLASSIFIER",
        "classes/0/whitening",
      ],
      ["a prior of 0", withClass({ prior: 0 }), "KERNEL_CLASSIFIER", "classes/0/prior"],
      ["a distance of 0", { ...good, mostDistance2: 0 }, "KERNEL_CLASSIFIER", "mostDistance2"],
      ["a distance that is NaN", { ...good, mostDistance2: NaN }, "KERNEL_CLASSIFIER", "mostDistance2"],
    ];
    for (const [name, classifier, code, field] of cases)
      it(name, () => expect(refusal(classifier)).to.be.instanceOf(SixfoldError).that.includes({ code, field }));

    it("a step without the water column's bands", () => {
      const stack = { width: 1, height: 1, steps: [[Float32Array.of(1)]] };
      expect(() => runWhole(bottomClasses, stack, () => ({ classifier: good }))).to.throw("has 3 entries here");
    });
  });
});
