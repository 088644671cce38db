import { expect } from "chai";
import fc from "fast-check";

import { featuresOf } from "../../../../oracle/core/controls/features.ts";
import type { Features } from "../../../../oracle/core/controls/features.ts";
import { match } from "../../../../oracle/core/controls/match.ts";
import type { Match } from "../../../../oracle/core/controls/match.ts";
import type { Study, Units } from "../../../../oracle/core/controls/units.ts";
import { makeWorld } from "./world.ts";

const LOOKS = 6;

const unitsOf = (rows: readonly (readonly number[])[], ids: readonly string[]): Units => ({
  ids,
  clusters: ids.map(() => "village"),
  areasM2: new Float64Array(rows.length).fill(1),
  covariates: Float64Array.from(rows.map(([covariate]) => covariate!)),
  history: Float64Array.from(rows.flatMap((row) => row.slice(1))),
});

const studyOf = (project: Units, candidates: Units): Study => ({
  covariateNames: ["slope of the ground"],
  days: Array.from({ length: LOOKS }, (_, k) => k * 10),
  period: { start: 100, end: 200 },
  project,
  candidates,
  barred: [],
});

const rowOf = fc.array(fc.integer({ min: -4, max: 4 }), { minLength: LOOKS + 1, maxLength: LOOKS + 1 });
const named = (rows: readonly number[][]): Units =>
  unitsOf(
    rows,
    rows.map((_, k) => `id-${(k * 7919) % 1009}`),
  );
const study = fc
  .tuple(fc.array(rowOf, { minLength: 2, maxLength: 6 }), fc.array(rowOf, { minLength: 2, maxLength: 30 }))
  .map(([project, candidates]) => studyOf(named(project), named(candidates)));

const run = (given: Study, features: Features, controlsPerUnit = 2, caliper = 0.6): Match =>
  match(
    given,
    features,
    given.candidates.ids.map((_, row) => row),
    given.candidates.ids.map(() => undefined),
    { controlsPerUnit, caliper },
  );

const all = ({ candidates }: Study): number[] => candidates.ids.map((_, row) => row);

/** The same by sorting every pair anew for every control that is given away. */
const naive = (given: Study, features: Features, controlsPerUnit: number, caliper: number): Map<string, string[]> => {
  const { width, project, candidates, levelDeviation } = features;
  const given1 = new Map(given.project.ids.map((id) => [id, [] as string[]]));
  const taken = new Set<string>();
  for (let round = 1; round <= controlsPerUnit; round += 1) {
    for (;;) {
      const pairs = given.project.ids.flatMap((id, u) =>
        given1.get(id)!.length !== round - 1
          ? []
          : given.candidates.ids.flatMap((other, c) => {
              const apart = Math.abs(project.history.levels[u]! - candidates.history.levels[c]!);
              if (taken.has(other) || apart > caliper * levelDeviation) return [];
              let squared = 0;
              for (let k = 0; k < width; k += 1) {
                squared += (project.scaled[u * width + k]! - candidates.scaled[c * width + k]!) ** 2;
              }
              return [{ id, other, squared }];
            }),
      );
      const least = pairs.sort(
        (a, b) => a.squared - b.squared || (a.id < b.id ? -1 : a.id > b.id ? 1 : a.other < b.other ? -1 : 1),
      )[0];
      if (least === undefined) break;
      taken.add(least.other);
      given1.get(least.id)!.push(least.other);
    }
  }
  return new Map([...given1].filter(([, controls]) => controls.length === controlsPerUnit));
};

const byId = ({ project, candidates }: Study, { matched }: Match): Map<string, string[]> =>
  new Map(matched.map(({ unit, controls }) => [project.ids[unit]!, controls.map((row) => candidates.ids[row]!)]));

const permuted = (units: Units, order: readonly number[]): Units => ({
  ids: order.map((row) => units.ids[row]!),
  clusters: order.map((row) => units.clusters[row]!),
  areasM2: Float64Array.from(order, (row) => units.areasM2[row]!),
  covariates: Float64Array.from(order.flatMap((row) => [units.covariates[row]!])),
  history: Float64Array.from(order.flatMap((row) => [...units.history.subarray(row * LOOKS, (row + 1) * LOOKS)])),
});

describe("matching", () => {
  it("gives what sorting all pairs gives, ties among them", () => {
    fc.assert(
      fc.property(study, fc.integer({ min: 1, max: 3 }), fc.constantFrom(0, 0.2, 0.6, 100), (given, most, caliper) => {
        const features = featuresOf(given, all(given), LOOKS);
        expect(byId(given, run(given, features, most, caliper))).to.deep.equal(naive(given, features, most, caliper));
      }),
      { numRuns: 300 },
    );
  });

  it("looks further where the nearest are taken by others", () => {
    // Forty units at one place, and as many candidates as they need: each list that is looked up runs dry.
    const at = (k: number): number[] => [k % 5, ...Array.from({ length: LOOKS }, (_, look) => 5 + ((k + look) % 2))];
    const given = studyOf(
      unitsOf(
        Array.from({ length: 40 }, (_, k) => at(k)),
        Array.from({ length: 40 }, (_, k) => `p${k}`),
      ),
      unitsOf(
        Array.from({ length: 80 }, (_, k) => at(k)),
        Array.from({ length: 80 }, (_, k) => `c${k}`),
      ),
    );
    const features = featuresOf(given, all(given), LOOKS);
    const found = run(given, features, 2, 100);
    expect(found.unmatched).to.deep.equal([]);
    expect(byId(given, found)).to.deep.equal(naive(given, features, 2, 100));
  });

  it("test_L13_does_not_depend_on_the_order_of_rows", () => {
    fc.assert(
      fc.property(study, fc.infiniteStream(fc.nat()), (given, stream) => {
        const shuffled = (rows: readonly number[]): number[] =>
          rows
            .map((row) => ({ row, key: stream.next().value as number }))
            .sort((a, b) => a.key - b.key || a.row - b.row)
            .map(({ row }) => row);
        const other = {
          ...given,
          project: permuted(given.project, shuffled(given.project.ids.map((_, row) => row))),
          candidates: permuted(given.candidates, shuffled(all(given))),
        };
        const [a, b] = [given, other].map((one) => {
          const found = run(one, featuresOf(one, all(one), LOOKS));
          const fates = new Map(one.candidates.ids.map((id, row) => [id, found.fates[row]]));
          return { controls: byId(one, found), fates };
        });
        expect(b).to.deep.equal(a);
      }),
      { numRuns: 200 },
    );
  });

  it("does not depend on the units of covariates and values", () => {
    fc.assert(
      fc.property(
        fc.bigInt({ min: 0n, max: 10_000n }),
        fc.double({ min: 0.01, max: 100, noNaN: true }),
        fc.double({ min: -100, max: 100, noNaN: true }),
        (seed, factor, shift) => {
          const { study: made } = makeWorld({ seed, looks: LOOKS, candidateClusters: 10, candidatesPerCluster: 10 });
          const moved = (units: Units): Units => ({
            ...units,
            covariates: units.covariates.map((value) => factor * value + shift),
            history: units.history.map((value) => factor * value + shift),
          });
          const changed = { ...made, project: moved(made.project), candidates: moved(made.candidates) };
          const [a, b] = [made, changed].map((one) => byId(one, run(one, featuresOf(one, all(one), LOOKS))));
          expect(b).to.deep.equal(a);
        },
      ),
      { numRuns: 50, seed: 11 },
    );
  });

  it("is not changed by copies of candidates that it did not take", () => {
    fc.assert(
      fc.property(study, (given) => {
        const features = featuresOf(given, all(given), LOOKS);
        const found = run(given, features);
        const spare = all(given).filter(
          (row) => found.fates[row] === "farther" || found.fates[row] === "outside-caliper",
        );
        const { candidates } = given;
        const copies = permuted(candidates, [...all(given), ...spare]);
        const ids = [...candidates.ids, ...spare.map((row) => `${candidates.ids[row]!}~copy`)];
        const twice = { ...given, candidates: { ...copies, ids } };
        // On the scale of before: copies change what a standard deviation is.
        const { width } = features;
        const scaled = Float64Array.from(
          [...all(given), ...spare].flatMap((row) => [
            ...features.candidates.scaled.subarray(row * width, (row + 1) * width),
          ]),
        );
        const levels = Float64Array.from([...all(given), ...spare], (row) => features.candidates.history.levels[row]!);
        const history = { levels, slopes: levels };
        expect(byId(twice, run(twice, { ...features, candidates: { scaled, history } }))).to.deep.equal(
          byId(given, found),
        );
      }),
      { numRuns: 200 },
    );
  });

  it("says of every candidate what became of it", () => {
    fc.assert(
      fc.property(study, fc.func(fc.boolean()), (given, isBarred) => {
        const bars = given.candidates.ids.map((id) => (isBarred(id) ? ("leakage-belt" as const) : undefined));
        const eligible = all(given).filter((row) => bars[row] === undefined);
        if (eligible.length < 2) return;
        const features = featuresOf(given, eligible, LOOKS);
        const { fates, matched, unmatched } = match(given, features, eligible, bars, {
          controlsPerUnit: 2,
          caliper: 0.6,
        });
        const used = new Set(matched.flatMap(({ controls }) => controls));
        expect(used.size).to.equal(2 * matched.length);
        expect([...unmatched, ...matched.map(({ unit }) => unit)].sort()).to.deep.equal(
          given.project.ids.map((_, row) => row),
        );
        const { levels } = features.candidates.history;
        fates.forEach((fate, row) => {
          const isNear = [...features.project.history.levels].some(
            (level) => Math.abs(level - levels[row]!) <= 0.6 * features.levelDeviation,
          );
          expect(fate === "leakage-belt").to.equal(bars[row] !== undefined);
          expect(fate === "matched").to.equal(used.has(row));
          if (bars[row] === undefined) expect(fate === "outside-caliper").to.equal(!isNear);
        });
      }),
    );
  });
});
