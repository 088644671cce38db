import { expect } from "chai";
import fc from "fast-check";

import { insarSeries, NO_COHERENCE, NO_RATE } from "../../../../../oracle/core/kernels/insar/insar-series.ts";
import type { InsarSeries } from "../../../../../oracle/core/kernels/insar/insar-series.ts";
import { randomOf, runSplit, runWhole } from "../by-windows.ts";
import { exampleOf, painted, parametersOf } from "./examples.ts";
import type { Example } from "./examples.ts";
import { naivePixel } from "./naive.ts";

const whole = (example: Example): InsarSeries => runWhole(insarSeries, example.stack, parametersOf(example));

/** Every pixel a zone of its own, so that its series can be seen. */
const pixelByPixel = (example: Example): Example => ({
  ...example,
  labels: example.labels.map((_, i) => i),
  parameters: { ...example.parameters, zones: example.labels.length },
});

/** Two ways to round one number differ by no more, and one of them may have been a half. */
const ROUNDING = 0.501;

describe("insarSeries", () => {
  it("equals dense weighted least squares, pixel by pixel", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const example = pixelByPixel(exampleOf(seed));
        const { stack, parameters } = example;
        const result = whole(example);
        const { rates, temporalCoherence } = painted(result, stack);
        const dates = parameters.days.length;
        example.labels.forEach((pixel) => {
          const [values, coherences] = [0, 1].map((band) =>
            parameters.pairs.map((_, pair) => stack.steps[0]![pair * 2 + band]![pixel]!),
          );
          const naive = naivePixel(parameters, values!, coherences!);
          const fit = temporalCoherence[pixel]!;
          if (naive.temporalCoherence === undefined) expect(fit).to.equal(NO_COHERENCE);
          else expect(fit).to.be.closeTo(naive.temporalCoherence, ROUNDING + 0.1);
          const counts = fit !== NO_COHERENCE && fit >= parameters.leastTemporalCoherence;
          naive.displacements.forEach((displacement, date) => {
            const cell = pixel * dates + date;
            const isCounted = counts && displacement !== undefined;
            expect(result.counts[cell]).to.equal(isCounted ? 1 : 0);
            expect(Number(result.sums[cell])).to.be.closeTo(isCounted ? displacement : 0, ROUNDING);
          });
          if (!counts || naive.rate === undefined) expect(rates[pixel]).to.equal(NO_RATE);
          else expect(rates[pixel]).to.be.closeTo(naive.rate, ROUNDING);
        });
      }),
      { seed: 71, numRuns: 200 },
    );
  });

  it("adds up the zones exactly", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const example = exampleOf(seed);
        const dates = example.parameters.days.length;
        const [zoned, single] = [whole(example), whole(pixelByPixel(example))];
        const expected = new Map<number, { count: number; sum: bigint }[]>();
        example.labels.forEach((label, pixel) => {
          if (label < 0) return;
          const totals = expected.get(label) ?? Array.from({ length: dates }, () => ({ count: 0, sum: 0n }));
          totals.forEach((total, date) => {
            total.count += single.counts[pixel * dates + date]!;
            total.sum += single.sums[pixel * dates + date]!;
          });
          expected.set(label, totals);
        });
        const labels = [...expected.keys()].sort((a, b) => a - b);
        expect([...zoned.zones]).to.deep.equal(labels);
        const totals = labels.flatMap((label) => expected.get(label)!);
        expect([...zoned.counts]).to.deep.equal(totals.map(({ count }) => count));
        expect([...zoned.sums]).to.deep.equal(totals.map(({ sum }) => sum));
      }),
      { seed: 72, numRuns: 100 },
    );
  });

  it("gives the same bits whatever the windows, the strips and the order of merging", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const example = exampleOf(seed);
        const [one, many] = [
          whole(example),
          runSplit(insarSeries, example.stack, parametersOf(example), randomOf(seed + 1), 4),
        ];
        expect({ ...many, planes: [] }).to.deep.equal({ ...one, planes: [] });
        expect(painted(many, example.stack)).to.deep.equal(painted(one, example.stack));
        const places = many.planes.map(({ window }) => window.row * 100 + window.col);
        expect(places).to.deep.equal(places.toSorted((a, b) => a - b));
      }),
      { seed: 73, numRuns: 100 },
    );
  });

  it("gives the same bits whatever the order of the pairs", () => {
    fc.assert(
      fc.property(fc.integer(), (seed) => {
        const example = exampleOf(seed);
        const { pairs } = example.parameters;
        const random = randomOf(seed + 2);
        const order = pairs.map((_, i) => [random(), i] as const).sort(([a], [b]) => a - b);
        const bands = order.flatMap(([, i]) => example.stack.steps[0]!.slice(i * 2, i * 2 + 2));
        const mixed = {
          ...example,
          stack: { ...example.stack, steps: [bands] },
          parameters: { ...example.parameters, pairs: order.map(([, i]) => pairs[i]!) },
        };
        expect(whole(mixed)).to.deep.equal(whole(example));
      }),
      { seed: 74, numRuns: 50 },
    );
  });
});
