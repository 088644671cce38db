import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import type { Scene, SceneAsset } from "../../../../../../oracle/core/scenes/types.ts";
import type { Finding, Measurement } from "../../../../../../oracle/core/services/common/outcome.ts";
import { canopyHeightPlots } from "../../../../../../oracle/core/services/forest/height/canopy-height-plots.ts";
import { measureForest, projectOf } from "../../../../../../scripts/simulate/forest/in-memory.ts";
import type { Shown } from "../../../../../../scripts/simulate/forest/in-memory.ts";
import { SIMULATED_RULES } from "../../../../../../scripts/simulate/forest/parameters.ts";
import { FOREST_GRID } from "../../../../../../scripts/simulate/forest/place.ts";
import { makeForest } from "../../../../../../scripts/simulate/forest/world.ts";
import type { ForestWorld, MadeForest } from "../../../../../../scripts/simulate/forest/world.ts";
import { valuesOf } from "../../../../../helpers/layers.ts";

const SEED = 2n;
const made = makeForest({ seed: SEED });
const grossOf = ({ measuredKg, baselineKg, leakageKg }: Measurement): number =>
  Number(measuredKg - baselineKg - leakageKg);
const measured = (forest: MadeForest, shown?: Shown): Measurement => {
  const outcome = measureForest(forest, shown);
  expect(outcome.kind).to.equal("measurement");
  return outcome as Measurement;
};
const refusalOf = (forest: MadeForest, shown?: Shown): SixfoldError => {
  try {
    measureForest(forest, shown);
  } catch (error) {
    if (error instanceof SixfoldError) return error;
    throw error;
  }
  throw new Error("was not refused");
};
const withLooks = (change: (look: Float32Array, index: number) => Float32Array): MadeForest => ({
  ...made,
  looks: made.looks.map(change),
});
/** Changes every asset of every scene. */
const withAssets =
  (change: (asset: SceneAsset) => Partial<SceneAsset>): NonNullable<Shown["scenes"]> =>
  (scenes) =>
    scenes.map((scene) => ({
      ...scene,
      assets: Object.fromEntries(
        Object.entries(scene.assets).map(([key, asset]) => [key, { ...asset, ...change(asset) }]),
      ),
    }));
/** Changes the unit of every band of every item as it was served. */
const inUnit =
  (unit: string | undefined): NonNullable<Shown["scenes"]> =>
  (scenes) =>
    scenes.map((scene) => ({
      ...scene,
      item: JSON.parse(
        JSON.stringify(scene.item).replaceAll('"unit":"m"', unit === undefined ? '"no":0' : `"unit":"${unit}"`),
      ),
    }));

describe("canopy heights of two surveys with plots", function () {
  this.timeout(300_000);

  it("credits what a forest grew beyond its control ground, and holds the truth (SIMULATED)", () => {
    const outcome = measured(made);
    expect(Math.abs(grossOf(outcome) - made.truthKg)).to.be.at.most(Number(outcome.halfWidthKg));
    expect(grossOf(outcome)).to.be.above(2 * Number(outcome.halfWidthKg));
    // What all ground grew is the baseline, and nobody declared it.
    expect(Number(outcome.baselineKg)).to.be.above(0.1 * Number(outcome.measuredKg));
    expect(outcome.observedM2 <= outcome.claimedM2).to.equal(true);
    expect(Number(outcome.claimedM2) / 640_000).to.be.closeTo(1, 0.01);
  });

  it("names each term of its uncertainty, and adds them in squares", () => {
    const { halfWidthKg, diagnostics } = measured(made);
    const { budgetKg } = diagnostics as unknown as { readonly budgetKg: Readonly<Record<string, number>> };
    expect(Object.keys(budgetKg)).to.have.members([
      "sampling",
      "calibration",
      "allometry",
      "roots",
      "carbon",
      "leakage",
    ]);
    const sum = Math.sqrt(Object.values(budgetKg).reduce((total, kg) => total + kg * kg, 0));
    expect(Number(halfWidthKg) / sum).to.be.closeTo(1, 1e-5);
  });

  it("gives a forest that grows as all do no more than its error (SIMULATED)", () => {
    const outcome = measured(makeForest({ seed: SEED, added: 0 }));
    expect(grossOf(outcome)).to.be.below(Number(outcome.halfWidthKg));
  });

  it("debits what the belt lost (SIMULATED)", () => {
    const outcome = measured(makeForest({ seed: SEED, leaked: 0.5 }));
    const whole = measured(made);
    expect(Number(outcome.leakageKg)).to.be.above(Number(whole.leakageKg) + 1_000_000);
    expect(grossOf(outcome)).to.be.below(grossOf(whole));
  });

  it("finds a loss where the canopy fell, with bounds that hold it, and no plot or history is asked for (SIMULATED)", () => {
    const fallen = makeForest({ seed: SEED, added: -0.8, plots: 0, historyLooks: 0 });
    const loss = measureForest(fallen) as Finding;
    expect(loss).to.include({ kind: "finding", verdict: "loss", cause: "canopy-loss", reason: "" });
    const lostKg = -fallen.truthKg;
    expect(Number(loss.lowerKg)).to.be.within(1, lostKg);
    expect(Number(loss.upperKg)).to.be.above(lostKg);
    expect(loss.lowerM2 <= loss.upperM2 && loss.upperM2 <= loss.claimedM2).to.equal(true);
    expect(loss.lastUnharmed).to.equal(BigInt(Date.parse("2020-07-15T00:00:00Z") / 1000));
    expect(loss.firstSeen).to.equal(BigInt(Date.parse("2024-07-15T00:00:00Z") / 1000));
  });

  it("maps what it measured, over claimed cells alone", () => {
    const { layers, claimedM2 } = measured(made);
    expect(layers.map(({ name }) => name)).to.deep.equal([
      "height-before",
      "height-after",
      "height-change",
      "observed",
    ]);
    const observed = valuesOf(layers[3]!);
    const cells = observed.filter((value) => value === 1).length;
    expect((cells * 400) / Number(claimedM2)).to.be.closeTo(1, 0.1);
    const change = valuesOf(layers[2]!);
    const [before, after] = [valuesOf(layers[0]!), valuesOf(layers[1]!)];
    change.forEach((value, at) => {
      if (observed[at] === 1) expect(value).to.be.closeTo(after[at]! - before[at]!, 1);
      else expect(value).to.equal(-32_768);
    });
  });

  it("does not depend on windows, nor on the order of scenes and of rows", () => {
    const plain = measured(made);
    const [header, ...rows] = made.trees!.trimEnd().split("\n");
    const other = measured(
      { ...made, trees: [header, ...rows.toReversed(), ""].join("\n") },
      { scenes: (scenes) => scenes.toReversed(), lattice: { col: -7, row: -3, blockWidth: 31, blockHeight: 17 } },
    );
    const { layers: a, ...one } = plain;
    const { layers: b, ...two } = other;
    expect(two).to.deep.equal(one);
    expect(b.map(valuesOf)).to.deep.equal(a.map(valuesOf));
  });

  it("counts a project unit above the plots' heights at their end, and a control at the most", () => {
    const low = measured(made, { rules: SIMULATED_RULES });
    // The whole later map is lifted out of the plots' range: nothing is extrapolated, and the project earns nothing.
    const lifted = withLooks((look, index) =>
      index === made.looks.length - 1 ? look.map((height) => height + 40) : look,
    );
    const outcome = measured(lifted);
    expect(grossOf(outcome)).to.be.below(0);
    expect(Number(outcome.measuredKg)).to.be.above(Number(low.measuredKg));
  });
});

describe("what the forest service refuses", function () {
  this.timeout(300_000);

  const cases: Readonly<Record<string, readonly [Partial<ForestWorld>, string]>> = {
    "a gain without plots": [{ plots: 0 }, "SERVICE_NO_PLOTS"],
    "a gain without a history": [{ historyLooks: 0 }, "SERVICE_NO_HISTORY"],
    "a history of four looks": [{ historyLooks: 4 }, "SERVICE_NO_HISTORY"],
    "fewer than twenty plots": [{ plots: 19 }, "SERVICE_FEW_PLOTS"],
  };
  for (const [name, [changes, code]] of Object.entries(cases))
    it(`${name}: ${code}`, () => {
      expect(refusalOf(makeForest({ seed: SEED, ...changes })).code).to.equal(code);
    });

  it("a project without one candidate: all ground within reach is claimed or belt", () => {
    const rules = { ...SIMULATED_RULES, ground: { ...SIMULATED_RULES.ground, beltM: 10_000 } };
    expect(refusalOf(made, { rules })).to.include({ code: "CONTROL_NONE", field: "candidates" });
  });

  it("heights in feet, centimetres or without a unit, as no survey", () => {
    for (const [unit, rule] of [
      ["ft", "scene-not-in-metres"],
      ["cm", "scene-not-in-metres"],
      [undefined, "scene-without-unit"],
    ] as const) {
      const { code, value } = refusalOf(made, { scenes: inUnit(unit) });
      expect(code).to.equal("SERVICE_NO_PAIR");
      expect((value as { refused: readonly { rule: string }[] }).refused.map((each) => each.rule)).to.deep.equal([
        rule,
        rule,
      ]);
    }
  });

  it("values that can be no heights, whatever the item says", () => {
    expect(refusalOf(withLooks((look) => look.map((height) => 100 * height))).code).to.equal("SERVICE_NOT_HEIGHTS");
    // Decibels.
    expect(refusalOf(withLooks((look) => look.map((height) => -height - 3))).code).to.equal("SERVICE_NOT_HEIGHTS");
  });

  it("heights that are none: the claim was not seen, which is no all-clear and no loss", () => {
    const holes = withLooks((look, index) =>
      index === 3 ? look.map((height, k) => (k % 3 === 0 ? NaN : height)) : look,
    );
    expect(refusalOf(holes)).to.include({ code: "SERVICE_NOT_SEEN", field: "ground" });
    expect(refusalOf(withLooks((look) => look.map(() => NaN)))).to.include({ code: "SERVICE_NOT_SEEN" });
  });

  it("plots that the map does not show, and says how far off they lie", () => {
    const moved = made.trees!.replaceAll(/,-48\.(\d+),/g, (_, digits: string) => `,-46.${digits},`);
    expect(moved).to.not.equal(made.trees);
    const { code, value } = refusalOf({ ...made, trees: moved });
    expect(code).to.equal("SERVICE_PLOTS_APART");
    expect((value as { nearestM: number }).nearestM).to.be.within(215_000, 225_000);
  });

  it("plots measured at another time", () => {
    const late = made.trees!.replaceAll("2020-08-01", "2024-08-01");
    expect(refusalOf({ ...made, trees: late }).code).to.equal("SERVICE_PLOTS_APART");
  });

  it("a model that does not hold on ground unseen: biomass that has nothing to do with height", () => {
    const [header, ...rows] = made.trees!.trimEnd().split("\n");
    const names = [...new Set(rows.map((row) => row.split(",")[0]!))];
    const places = new Map(
      names.map((name, k) => [
        name,
        rows.find((row) => row.startsWith(`${names[(k * 7 + 1) % names.length]},`))!.split(","),
      ]),
    );
    const shuffled = rows.map((row) => {
      const cells = row.split(",");
      const place = places.get(cells[0]!)!;
      return [cells[0], cells[1], place[2], place[3], ...cells.slice(4)].join(",");
    });
    expect(refusalOf({ ...made, trees: [header, ...shuffled, ""].join("\n") }).code).to.be.oneOf([
      "SERVICE_MODEL_REFUSED",
      "SERVICE_MODEL",
    ]);
  });

  it("one survey, two of one day, and a simulated one of a real project", () => {
    expect(refusalOf(made, { scenes: (scenes) => scenes.slice(0, 1) }).code).to.equal("SERVICE_NO_PAIR");
    const sameDay = (scenes: readonly Scene[]) =>
      scenes.map((scene) => ({ ...scene, datetime: "2020-07-15T00:00:00Z" }));
    expect(refusalOf(made, { scenes: sameDay }).code).to.equal("SERVICE_NO_PAIR");
    const project = { ...projectOf(made), simulated: false };
    expect(() =>
      canopyHeightPlots.start({
        project,
        parameters: { ...SIMULATED_RULES, zone: "tropical-rainforest" },
        ground: [{ cell: 1n, bits: 1n }],
        scenes: [],
      }),
    ).to.throw(SixfoldError, "two surveys");
  });

  it("two tables of trees", () => {
    const twice = (scenes: readonly Scene[]) =>
      scenes.map((scene) => ({
        ...scene,
        assets: Object.fromEntries(
          Object.values(scene.assets).flatMap((asset) => [
            [asset.key, asset],
            ...(asset.key === "trees" ? [["again", { ...asset, key: "again" }]] : []),
          ]),
        ),
      }));
    expect(refusalOf(made, { scenes: twice })).to.include({ code: "SERVICE_TABLES", field: "scenes" });
  });

  it("maps in degrees, with oblong or wide pixels, or off each other's lattice", () => {
    expect(refusalOf(made, { scenes: withAssets(() => ({ epsg: 4326 })) }).code).to.equal("SERVICE_LATTICE");
    const { originX, originY } = FOREST_GRID;
    const oblong = [20, 0, originX, 0, -25, originY];
    expect(refusalOf(made, { scenes: withAssets(() => ({ transform: oblong })) }).code).to.equal("SERVICE_LATTICE");
    const wide = [40, 0, originX, 0, -40, originY];
    expect(refusalOf(made, { scenes: withAssets(() => ({ transform: wide })) }).code).to.equal("SERVICE_PIXEL_SIZE");
    const off = [20, 0, originX + 7, 0, -20, originY];
    const shifted = withAssets(({ key }) => (key === "history" ? { transform: off } : {}));
    expect(refusalOf(made, { scenes: shifted }).code).to.equal("SERVICE_LATTICE");
  });

  it("a history whose bands are no dates, repeat, or come after the survey", () => {
    for (const name of ["2016", "2015-07-15", "2021-07-15"]) {
      const renamed = withAssets(({ key, bands }) =>
        key === "history" ? { bands: bands.map((band, k) => (k === 2 ? { ...band, name } : band)) } : {},
      );
      expect(refusalOf(made, { scenes: renamed }).code, name).to.be.oneOf(["SERVICE_HISTORY", "SERVICE_DATETIME"]);
    }
  });

  it("ground that is alike for longer than a cluster is wide", () => {
    const rules = { ...SIMULATED_RULES, ground: { ...SIMULATED_RULES.ground, clusterM: 40 } };
    expect(refusalOf(made, { rules })).to.include({ code: "SERVICE_CLUSTERS", field: "ground/clusterM" });
  });
});
