import { expect } from "chai";

import { calibrate, cropsOf, pdfsOfCrops } from "../../../../../oracle/core/services/paddy/calibrate.ts";
import { fitGrowth, grownPdfs, pdfsAt, transmissivityAt } from "../../../../../oracle/core/services/paddy/crop.ts";
import type { AgedLook, TrackView } from "../../../../../oracle/core/services/paddy/crop.ts";
import { inferStates } from "../../../../../oracle/core/services/paddy/inundation.ts";
import type { FieldLook } from "../../../../../oracle/core/services/paddy/inundation.ts";
import { ipccReferenceParameters } from "../../../../../oracle/core/services/paddy/terms.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../oracle/core/uncertainty/sample.ts";
import { knownPdfs } from "./series.ts";

const view: TrackView = { surface: knownPdfs, canopy: { vvDb: -9, vhDb: -15 } };
const views = new Map([["a", view]]);

/** Looks every three days at fields under a crop that closes from day 30 to day 60. SIMULATED. */
const truth = (age: number): number => Math.min(1, Math.max(0, (60 - age) / 30));

const looksAt = (ages: readonly number[], drained: (field: number, age: number) => boolean): readonly AgedLook[] => {
  const random = seededRandom(3n);
  return ages.flatMap((age) =>
    Array.from({ length: 20 }, (_, field): AgedLook => {
      const { wet, dry } = grownPdfs(view, truth(age));
      const { vvMean, vhMean } = drained(field, age) ? dry : wet;
      return { track: "a", age, vvDb: vvMean + standardNormal(random), vhDb: vhMean + standardNormal(random) };
    }),
  );
};
const AGES = Array.from({ length: 30 }, (_, index) => 3 * index);

describe("the crop over a paddy", () => {
  it("mixes soil and canopy in linear power, from bare soil to the canopy alone", () => {
    expect(grownPdfs(view, 1)).to.deep.equal(knownPdfs);
    const { wet, dry } = grownPdfs(view, 0);
    expect([wet.vvMean, wet.vhMean, dry.vvMean, dry.vhMean].map((db) => Math.round(db * 1e9) / 1e9)).to.deep.equal([
      -9, -15, -9, -15,
    ]);
    // 10 log10(0.5 * 10^-1.7 + 0.5 * 10^-0.9) = -11.371.
    expect(grownPdfs(view, 0.5).wet.vvMean).to.be.closeTo(-11.371, 0.001);
  });

  it("finds the growth from looks that nobody labelled, whatever is drained", () => {
    for (const drained of [() => false, (field: number, age: number) => field % 2 === 0 && age >= 15 && age < 27]) {
      const growth = fitGrowth(looksAt(AGES, drained), views);
      for (const age of AGES) expect(transmissivityAt(growth, age), `age ${age}`).to.be.closeTo(truth(age), 0.12);
    }
  });

  it("test_L15_takes_no_drainage_for_growth_though_every_field_is_drained_at_once", () => {
    const growth = fitGrowth(
      looksAt(AGES, (_, age) => age >= 12 && age < 27),
      views,
    );
    for (const age of [12, 15, 18, 21, 24]) expect(transmissivityAt(growth, age), `age ${age}`).to.be.above(0.95);
  });

  it("never shrinks the canopy, and has no vote from other tracks or outside a crop", () => {
    const noise = looksAt(AGES, (field, age) => (field + age) % 4 < 2);
    const growth = fitGrowth(noise, views);
    growth.slice(1).forEach((share, bin) => expect(share).to.be.at.most(growth[bin] as number));
    const strangers = noise.map((look, index) =>
      index % 2 === 0 ? { ...look, track: "b" } : { ...look, age: undefined },
    );
    expect(fitGrowth(strangers, views).every((share) => share === 1)).to.equal(true);
    expect(transmissivityAt([], 10)).to.equal(1);
  });

  it("is blind where wet and dry no longer stand apart", () => {
    const growth = [1, 1, 0.7, 0.05];
    expect(pdfsAt(view, growth, undefined, 2)).to.deep.equal(knownPdfs);
    expect(pdfsAt(view, growth, 7, 2)).to.not.equal(undefined);
    expect(pdfsAt(view, growth, 9, 2)).to.equal(undefined);
    expect(pdfsAt(view, growth, 90, 2)).to.equal(undefined);
  });
});

describe("calibration over a season", () => {
  const parameters = ipccReferenceParameters({
    gwp: "AR5",
    nitrogenKgPerHa: 100,
    region: "south-east-asia",
    preSeason: "not-flooded-under-180-days",
    seasons: [{ id: "wet", start: "1970-01-01", end: "1970-04-20", cultivationDays: 100 }],
  });
  /** Flooded from day 5 on; every other field is drained from day 20 to day 31. */
  const fields = Array.from({ length: 12 }, (_, field) => {
    const random = seededRandom(BigInt(field));
    const looks = Array.from({ length: 30 }, (__, pass): FieldLook => {
      const day = 3 * pass;
      const dry = day < 5 || (field % 2 === 0 && day >= 20 && day < 32);
      const { vvMean, vhMean } = grownPdfs(view, day < 5 ? 1 : truth(day - 5))[dry ? "dry" : "wet"];
      return { day, track: "a", vvDb: vvMean + standardNormal(random), vhDb: vhMean + standardNormal(random) };
    });
    return { id: `f${field}`, looks };
  });

  const allLooks = fields.map(({ looks }) => looks);

  it("does not call growth over water dry, and still sees what is drained", () => {
    const calibration = calibrate(allLooks, parameters);
    fields.forEach(({ id, looks }, field) => {
      const states = inferStates(
        looks,
        pdfsOfCrops(calibration, cropsOf(looks, calibration, parameters), parameters),
        parameters.inundation,
      );
      const between = (from: number, to: number) =>
        states.filter(({ day }) => day >= from && day < to).map(({ state }) => state);
      expect(between(33, 90), id).to.not.include("dry");
      // VV that soil shares with water speaks for neither: a look may say water of soil, never soil of water.
      if (field % 2 === 0) expect(between(20, 32).filter((state) => state === "dry").length, id).to.be.at.least(3);
      else expect(between(20, 32), id).to.include("wet").and.not.include("dry");
    });
  });

  it("does not depend on the order of fields", () => {
    const [there, back] = [allLooks, [...allLooks].reverse()].map((list) => calibrate(list, parameters));
    expect(there?.growth.length).to.be.above(20);
    there?.growth.forEach((share, bin) => expect(back?.growth[bin]).to.be.closeTo(share, 1e-6));
    expect(back?.views.get("a")?.surface.wet.vvMean).to.be.closeTo(
      there?.views.get("a")?.surface.wet.vvMean ?? NaN,
      1e-6,
    );
  });
});
