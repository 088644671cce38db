import { expect } from "chai";
import fc from "fast-check";

import { SixfoldError } from "../../../../oracle/core/errors.ts";
import { normalQuantile } from "../../../../oracle/core/uncertainty/normal.ts";
import { studentCdf, studentQuantile } from "../../../../oracle/core/uncertainty/student.ts";

describe("Student's distribution", () => {
  it("has the quantiles of the printed tables", () => {
    const table: readonly (readonly [number, number, number])[] = [
      [0.95, 1, 6.314],
      [0.95, 2, 2.92],
      [0.95, 4, 2.132],
      [0.975, 5, 2.571],
      [0.95, 10, 1.812],
      [0.95, 30, 1.697],
      [0.975, 120, 1.98],
      [0.995, 3, 5.841],
    ];
    for (const [probability, freedom, expected] of table) {
      expect(studentQuantile(probability, freedom)).to.be.closeTo(expected, 5.1e-4);
    }
  });

  it("is what it is in closed form for one, two and four degrees of freedom", () => {
    for (const t of [-30, -3.2, -0.7, -1e-3, 0, 0.4, 1, 2.2, 17, 900]) {
      expect(studentCdf(t, 1)).to.be.closeTo(0.5 + Math.atan(t) / Math.PI, 1e-13);
      expect(studentCdf(t, 2)).to.be.closeTo(0.5 + t / (2 * Math.sqrt(2 + t * t)), 1e-13);
      const u = t / Math.sqrt(4 + t * t);
      expect(studentCdf(t, 4)).to.be.closeTo(0.5 + 0.75 * u * (1 - (u * u) / 3), 1e-13);
    }
  });

  it("agrees with its density, integrated, at any degrees of freedom", () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1, max: 80, noNaN: true }),
        fc.double({ min: 0.05, max: 6, noNaN: true }),
        (freedom, t) => {
          // Simpson over the density without its constant: the ratio of two integrals needs none, in theta = atan(t / root).
          const root = Math.sqrt(freedom);
          const area = (to: number): number => {
            const [steps, h] = [4_000, to / 4_000];
            let sum = 0;
            for (let k = 0; k <= steps; k += 1) {
              const weight = k === 0 || k === steps ? 1 : k % 2 === 1 ? 4 : 2;
              sum += weight * Math.cos(k * h) ** (freedom - 1);
            }
            return (sum * h) / 3;
          };
          expect(studentCdf(t, freedom) - 0.5).to.be.closeTo(
            (area(Math.atan(t / root)) / area(Math.PI / 2)) * 0.5,
            1e-4,
          );
        },
      ),
      { numRuns: 60, seed: 3 },
    );
  });

  it("comes to the normal, and its quantile undoes it", () => {
    expect(studentQuantile(0.95, 1e7)).to.be.closeTo(normalQuantile(0.95), 1e-6);
    for (const freedom of [0.7, 3.3, 12.9, 400]) {
      for (const probability of [0.5, 0.6, 0.95, 0.999]) {
        expect(studentCdf(studentQuantile(probability, freedom), freedom)).to.be.closeTo(probability, 1e-12);
      }
    }
  });

  it("refuses probabilities and degrees of freedom that there are not", () => {
    for (const freedom of [0, -1, NaN, Infinity]) {
      expect(() => studentQuantile(0.9, freedom)).to.throw(SixfoldError, "degreesOfFreedom");
    }
    for (const probability of [0.49, 1, NaN]) {
      expect(() => studentQuantile(probability, 5)).to.throw(SixfoldError, "probability");
    }
  });
});
