import { expect } from "chai";
import fc from "fast-check";

import { contrastOf, halfWidthOf, requireFreedom } from "../../../../oracle/core/controls/contrast.ts";
import type { Contrast, Observed } from "../../../../oracle/core/controls/contrast.ts";
import { SixfoldError } from "../../../../oracle/core/errors.ts";

type Matrix = number[][];

const times = (a: Matrix, b: Matrix): Matrix =>
  a.map((row) => b[0]!.map((_, j) => row.reduce((sum, x, k) => sum + x * b[k]![j]!, 0)));
const transposed = (a: Matrix): Matrix => a[0]!.map((_, j) => a.map((row) => row[j]!));
const inverse = (a: Matrix): Matrix => {
  const n = a.length;
  const rows = a.map((row, i) => [...row, ...row.map((_, j) => (i === j ? 1 : 0))]);
  for (let k = 0; k < n; k += 1) {
    const pivot = rows.slice(k).reduce((best, row) => (Math.abs(row[k]!) > Math.abs(best[k]!) ? row : best));
    const at = rows.indexOf(pivot);
    [rows[k], rows[at]] = [rows[at]!, rows[k]!];
    const scaled = rows[k]!.map((x) => x / rows[k]![k]!);
    rows.forEach((row, i) => {
      rows[i] = i === k ? scaled : row.map((x, j) => x - row[k]! * scaled[j]!);
    });
  }
  return rows.map((row) => row.slice(n));
};
/** A^(-1/2) by the iteration of Denman and Beavers. */
const inverseRoot = (a: Matrix): Matrix => {
  let y = a;
  let z: Matrix = a.map((row, i) => row.map((_, j) => (i === j ? 1 : 0)));
  for (let k = 0; k < 40; k += 1) {
    const [yInverse, zInverse] = [inverse(y), inverse(z)];
    const next = y.map((row, i) => row.map((x, j) => (x + zInverse[i]![j]!) / 2));
    z = z.map((row, i) => row.map((x, j) => (x + yInverse[i]![j]!) / 2));
    y = next;
  }
  return z;
};

/** The textbook's way: weighted regression on an intercept and the project, CR2 by whole hat matrices. */
const naive = (project: readonly Observed[], controls: readonly Observed[]): { difference: number; error: number } => {
  const rows = [...project.map((unit) => ({ ...unit, d: 1 })), ...controls.map((unit) => ({ ...unit, d: 0 }))];
  const x = rows.map(({ weight, d }) => [Math.sqrt(weight), d * Math.sqrt(weight)]);
  const y = rows.map(({ weight, value }) => [Math.sqrt(weight) * value]);
  const bread = inverse(times(transposed(x), x));
  const beta = times(bread, times(transposed(x), y));
  const residuals = y.map(([value], i) => value! - x[i]![0]! * beta[0]![0]! - x[i]![1]! * beta[1]![0]!);
  const meat = [
    [0, 0],
    [0, 0],
  ];
  for (const cluster of new Set(rows.map((row) => row.cluster))) {
    const own = rows.flatMap((row, i) => (row.cluster === cluster ? [i] : []));
    const xs = own.map((i) => x[i]!);
    const hat = times(times(xs, bread), transposed(xs));
    const adjust = inverseRoot(hat.map((row, i) => row.map((h, j) => (i === j ? 1 : 0) - h)));
    const score = times(
      transposed(xs),
      times(
        adjust,
        own.map((i) => [residuals[i]!]),
      ),
    );
    for (const i of [0, 1]) for (const j of [0, 1]) meat[i]![j]! += score[i]![0]! * score[j]![0]!;
  }
  return { difference: beta[1]![0]!, error: Math.sqrt(times(times(bread, meat), bread)[1]![1]!) };
};

/** tr(S)^2 / tr(S^2) of one side by the matrix itself. */
const naiveFreedom = (side: readonly Observed[]): number => {
  const total = side.reduce((sum, { weight }) => sum + weight, 0);
  const q = side.map(({ weight }) => Math.sqrt(weight / total));
  const annihilator = q.map((a, i) => q.map((b, j) => (i === j ? 1 : 0) - a * b));
  const clusters = [...new Set(side.map(({ cluster }) => cluster))];
  const vectors = clusters.map((cluster) => {
    const share = side.reduce((sum, unit) => sum + (unit.cluster === cluster ? unit.weight / total : 0), 0);
    return side.map((unit, i) => [unit.cluster === cluster ? q[i]! / Math.sqrt(1 - share) : 0]);
  });
  const s = vectors.map((a) => vectors.map((b) => times(transposed(a), times(annihilator, b))[0]![0]!));
  const trace = s.reduce((sum, row, i) => sum + row[i]!, 0);
  return trace ** 2 / s.flat().reduce((sum, x) => sum + x * x, 0);
};

const sideOf = (names: readonly string[]): fc.Arbitrary<Observed[]> =>
  fc
    .array(
      fc.record({
        value: fc.double({ min: -100, max: 100, noNaN: true }),
        weight: fc.double({ min: 0.1, max: 10, noNaN: true }),
        cluster: fc.constantFrom(...names),
      }),
      { minLength: 2, maxLength: 14 },
    )
    .filter((side) => new Set(side.map(({ cluster }) => cluster)).size > 1);

const units = (cluster: string, ...values: number[]): Observed[] =>
  values.map((value) => ({ value, weight: 1, cluster }));

describe("a contrast of two sides", () => {
  it("is Welch's test where every unit is a cluster of its own", () => {
    const own = [27.5, 21.0, 19.0, 23.6, 17.0, 17.9, 16.9, 20.1, 21.9, 22.6, 23.1, 19.6, 19.0, 21.7, 21.4];
    const other = [27.1, 22.0, 20.8, 23.4, 23.4, 23.5, 25.8, 22.0, 24.8, 20.2, 21.9, 22.1, 22.9, 20.5, 24.4];
    const found = contrastOf(
      own.flatMap((value, i) => units(`p${i}`, value)),
      other.flatMap((value, i) => units(`c${i}`, value)),
    );
    const moments = (values: number[]): [number, number] => {
      const mean = values.reduce((a, b) => a + b) / values.length;
      return [mean, values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (values.length - 1) / values.length];
    };
    const [[m1, v1], [m2, v2]] = [moments(own), moments(other)];
    expect(found.difference).to.be.closeTo(m1 - m2, 1e-12);
    expect(found.standardError).to.be.closeTo(Math.sqrt(v1 + v2), 1e-12);
    expect(found.degreesOfFreedom).to.be.closeTo((v1 + v2) ** 2 / (v1 ** 2 / 14 + v2 ** 2 / 14), 1e-9);
    expect(found.sides.project).to.be.closeTo(14, 1e-9);
    expect(halfWidthOf({ ...found, degreesOfFreedom: 10 }, 0.9)).to.be.closeTo(1.8125 * found.standardError, 1e-4);
  });

  it("agrees with whole hat matrices, clusters with units on both sides among them", () => {
    fc.assert(
      fc.property(sideOf(["a", "b", "c", "d"]), sideOf(["c", "d", "e", "f", "g"]), (project, controls) => {
        const found = contrastOf(project, controls);
        const expected = naive(project, controls);
        expect(found.difference).to.be.closeTo(expected.difference, 1e-8);
        expect(found.standardError).to.be.closeTo(expected.error, 1e-6 * (1 + expected.error));
        expect(found.sides.project).to.be.closeTo(naiveFreedom(project), 1e-6);
        expect(found.sides.controls).to.be.closeTo(naiveFreedom(controls), 1e-6);
      }),
      { numRuns: 150 },
    );
  });

  it("test_L13_does_not_depend_on_the_order_of_units_in_one_bit", () => {
    fc.assert(
      fc.property(sideOf(["a", "b", "c"]), sideOf(["c", "d", "e"]), (project, controls) => {
        expect(contrastOf([...project].reverse(), [...controls].reverse())).to.deep.equal(
          contrastOf(project, controls),
        );
      }),
    );
  });

  it("has degrees of freedom no fewer than its scarcer side and no more than both", () => {
    fc.assert(
      fc.property(sideOf(["a", "b", "c"]), sideOf(["d", "e", "f"]), (project, controls) => {
        const { degreesOfFreedom, sides } = contrastOf(project, controls);
        expect(degreesOfFreedom).to.be.at.least(Math.min(sides.project, sides.controls) - 1e-9);
        expect(degreesOfFreedom).to.be.at.most(sides.project + sides.controls + 1e-9);
      }),
    );
  });

  it("refuses a side of one cluster and clusters that are too few", () => {
    const two = [...units("a", 1, 2), ...units("b", 3)];
    expect(() => contrastOf(units("a", 1, 2, 3), two))
      .to.throw(SixfoldError, "project/clusters")
      .with.property("value", "a");
    expect(() => contrastOf(two, units("z", 1, 2))).to.throw(SixfoldError, "controls/clusters");
    const even = (count: number): Contrast =>
      contrastOf(
        Array.from({ length: count }, (_, i) => units(`p${i}`, i)).flat(),
        Array.from({ length: 9 }, (_, i) => units(`c${i}`, i)).flat(),
      );
    expect(() => requireFreedom(even(4), 4)).to.throw(SixfoldError, "at least 4 degrees of freedom");
    requireFreedom(even(5), 4 - 1e-9);
  });
});
