import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import type { Scene, SceneAsset, SceneBand } from "../../../../../../oracle/core/scenes/types.ts";
import type { Finding, Measurement } from "../../../../../../oracle/core/services/common/outcome.ts";
import { measureLBand } from "../../../../../../scripts/simulate/l-band/in-memory.ts";
import type { Shown } from "../../../../../../scripts/simulate/l-band/in-memory.ts";
import type { MadeMosaic } from "../../../../../../scripts/simulate/l-band/mosaic.ts";
import { SIMULATED_RULES } from "../../../../../../scripts/simulate/l-band/parameters.ts";
import { makeLBand } from "../../../../../../scripts/simulate/l-band/world.ts";
import type { MadeLBand } from "../../../../../../scripts/simulate/l-band/world.ts";
import { valuesOf } from "../../../../../helpers/layers.ts";

const SEED = 5n;
const made = makeLBand({ seed: SEED });
const LAST = made.mosaics.length - 1;

const grossOf = ({ measuredKg, baselineKg, leakageKg }: Measurement): number =>
  Number(measuredKg - baselineKg - leakageKg);
let plain: Measurement | undefined;
const measured = (forest: MadeLBand, shown?: Shown): Measurement => {
  const outcome = measureLBand(forest, shown);
  expect(outcome.kind).to.equal("measurement");
  return outcome as Measurement;
};
/** The outcome of the forest as it was made; run once. */
const ofMade = (): Measurement => (plain ??= measured(made));
const refusalOf = (forest: MadeLBand, shown?: Shown): SixfoldError => {
  try {
    measureLBand(forest, shown);
  } catch (error) {
    if (error instanceof SixfoldError) return error;
    throw error;
  }
  throw new Error("was not refused");
};
/** Pixels of the claim. */
const isClaimed = (at: number): boolean =>
  [at % 300, Math.floor(at / 300)].every((place) => place >= 118 && place < 182);
/** Changes what mosaics hold. */
const withMosaics = (change: (mosaic: MadeMosaic, index: number) => Partial<MadeMosaic>): MadeLBand => ({
  ...made,
  mosaics: made.mosaics.map((mosaic, index) => ({ ...mosaic, ...change(mosaic, index) })),
});
/** Changes a band of every scene, as a catalogue might state it. */
const withBands =
  (change: (band: SceneBand) => Partial<SceneBand>): NonNullable<Shown["scenes"]> =>
  (scenes) =>
    scenes.map((scene) => ({
      ...scene,
      assets: Object.fromEntries(
        Object.entries(scene.assets).map(([key, asset]) => [
          key,
          { ...asset, bands: asset.bands.map((band) => ({ ...band, ...change(band) })) },
        ]),
      ),
    }));
const withAssets =
  (change: (asset: SceneAsset) => Partial<SceneAsset>): NonNullable<Shown["scenes"]> =>
  (scenes) =>
    scenes.map((scene) => ({
      ...scene,
      assets: Object.fromEntries(
        Object.entries(scene.assets).map(([key, asset]) => [key, { ...asset, ...change(asset) }]),
      ),
    }));
/** Changes rows of the table of shots, cell by cell. */
const withShots = (change: (cells: readonly string[], row: number) => readonly string[] | undefined): MadeLBand => {
  const [header, ...rows] = made.shots!.trimEnd().split("\n");
  const changed = rows.flatMap((row, k) => change(row.split(","), k)?.join(",") ?? []);
  return { ...made, shots: [header, ...changed, ""].join("\n") };
};
const rulesOf = (error: SixfoldError): readonly string[] => [
  ...new Set(
    (error.value as { readonly refused: readonly { readonly rule: string }[] }).refused.map(({ rule }) => rule),
  ),
];

describe("L-band backscatter of two mosaics with footprints", function () {
  this.timeout(300_000);

  it("credits what a forest grew beyond its control ground, and holds the truth (SIMULATED)", () => {
    const outcome = ofMade();
    expect(Math.abs(grossOf(outcome) - made.truthKg)).to.be.at.most(Number(outcome.halfWidthKg));
    expect(grossOf(outcome)).to.be.above(Number(outcome.halfWidthKg));
    // What all ground grew is the baseline, and nobody declared it.
    expect(Number(outcome.baselineKg)).to.be.above(0.1 * Number(outcome.measuredKg));
    expect(outcome.observedM2 < outcome.claimedM2).to.equal(true);
    expect(Number(outcome.observedM2) / Number(outcome.claimedM2)).to.be.within(0.95, 1);
  });

  it("names each term of its uncertainty, and adds them in squares", () => {
    const { halfWidthKg, diagnostics } = ofMade();
    const { budgetKg } = diagnostics as unknown as { readonly budgetKg: Readonly<Record<string, number>> };
    expect(Object.keys(budgetKg)).to.have.members([
      ...["sampling", "calibration", "footprints", "roots", "carbon", "leakage"],
    ]);
    const sum = Math.sqrt(Object.values(budgetKg).reduce((total, kg) => total + kg * kg, 0));
    expect(Number(halfWidthKg) / sum).to.be.closeTo(1, 1e-5);
  });

  it("gives a forest that grows as all do no more than its error (SIMULATED)", () => {
    const outcome = measured(makeLBand({ seed: SEED, added: 0 }));
    expect(grossOf(outcome)).to.be.below(Number(outcome.halfWidthKg));
  });

  it("debits what the belt lost (SIMULATED)", () => {
    const outcome = measured(makeLBand({ seed: SEED, leaked: 4 }));
    expect(Number(outcome.leakageKg)).to.be.above(Number(ofMade().leakageKg) + 1_000_000);
  });

  it("finds a loss where power fell, with bounds that hold it, and neither history nor footprint is asked for (SIMULATED)", () => {
    const fallen = makeLBand({ seed: SEED, added: -12, shots: 0, historyLooks: 0 });
    const loss = measureLBand(fallen) as Finding;
    expect(loss).to.include({ kind: "finding", verdict: "loss", cause: "canopy-loss", reason: "" });
    const lostKg = -fallen.truthKg;
    expect(Number(loss.lowerKg)).to.be.within(0, lostKg);
    expect(Number(loss.upperKg)).to.be.above(lostKg);
    expect(loss.lowerM2 < loss.upperM2 && loss.upperM2 <= loss.claimedM2).to.equal(true);
    expect([loss.lastUnharmed, loss.firstSeen]).to.deep.equal(
      ["2021-01-01", "2024-01-01"].map((day) => BigInt(Date.parse(day) / 1000)),
    );
  });

  it("credits no growth above saturation: a project that leaps beyond is held at its end", () => {
    const outcome = ofMade();
    const leapt = measured(
      withMosaics(({ HV }, k) => (k === LAST ? { HV: HV.map((dn, at) => (isClaimed(at) ? 2 * dn : dn)) } : {})),
    );
    const { model } = leapt.diagnostics as unknown as { readonly model: Readonly<Record<string, number>> };
    const most = 1.37 * 0.47 * (44 / 12) * 100 * 1000 * (Number(leapt.claimedM2) / 10_000);
    expect(Number(leapt.measuredKg)).to.be.within(Number(outcome.measuredKg), most);
    expect(model["most"]! * model["slope"]! + model["intercept"]!).to.be.at.most(100);
  });

  it("leaves unseen what is water, shadow, too steep or of another year, and no pixel else", () => {
    const { observedM2, claimedM2 } = ofMade();
    const steep = withMosaics(({ linci }, k) =>
      k === 2 ? { linci: linci.map((at, i) => (i % 20 === 7 ? 60 : at)) } : {},
    );
    const old = withMosaics(({ date }, k) =>
      k === LAST ? { date: date.map((at, i) => (i % 20 === 7 ? at - 800 : at)) } : {},
    );
    for (const forest of [steep, old]) {
      const outcome = measured(forest);
      expect(outcome.claimedM2).to.equal(claimedM2);
      expect(Number(observedM2 - outcome.observedM2) / Number(claimedM2)).to.be.closeTo(3 / 64, 0.005);
    }
  });

  it("maps gamma0 of the pair over claimed cells alone", () => {
    const { layers } = ofMade();
    const names = ["hv-before", "hv-after", "hh-before", "hh-after", "observed"];
    expect(layers.map(({ name }) => name)).to.deep.equal(names);
    const [hv, , hh, , observed] = layers.map(valuesOf) as [Int32Array, Int32Array, Int32Array, Int32Array, Int32Array];
    observed.forEach((isSeen, at) => {
      if (isSeen === 1) expect(hh[at]! - hv[at]!).to.be.within(100, 700);
      else expect(hv[at]).to.equal(-32_768);
    });
  });

  it("does not depend on windows, nor on the order of scenes and of rows", () => {
    const [header, ...rows] = made.shots!.trimEnd().split("\n");
    const other = measured(
      { ...made, shots: [header, ...rows.toReversed(), ""].join("\n") },
      { scenes: (scenes) => scenes.toReversed(), lattice: { col: -7, row: -3, blockWidth: 61, blockHeight: 37 } },
    );
    const { layers: a, ...one } = ofMade();
    const { layers: b, ...two } = other;
    expect(two).to.deep.equal(one);
    expect(b.map(valuesOf)).to.deep.equal(a.map(valuesOf));
  });
});

describe("what L-band with footprints refuses", function () {
  this.timeout(300_000);

  it("a gain without footprints, and without six looks before", () => {
    expect(refusalOf({ ...made, shots: undefined }).code).to.equal("SERVICE_NO_FOOTPRINTS");
    expect(refusalOf(makeLBand({ seed: SEED, historyLooks: 5 })).code).to.equal("SERVICE_NO_HISTORY");
    expect(refusalOf(made, { project: { history: undefined } })).to.include({
      code: "SERVICE_HISTORY",
      field: "history",
    });
  });

  it("mosaics without incidence, mask or dates, or in another unit, by what the catalogue says", () => {
    for (const [name, rule] of [
      ["linci", "scene-without-linci"],
      ["mask", "scene-without-mask"],
      ["date", "scene-without-date"],
    ] as const) {
      const error = refusalOf(made, { scenes: withBands((band) => (band.name === name ? { name: "other" } : {})) });
      expect(error.code).to.equal("SERVICE_NO_PAIR");
      expect(rulesOf(error)).to.deep.equal([rule]);
    }
    const scaled = refusalOf(made, { scenes: withBands(({ name }) => (name === "HV" ? { scale: 0.01 } : {})) });
    expect(rulesOf(scaled)).to.deep.equal(["scene-without-digital-numbers"]);
    const decibels = (scenes: readonly Scene[]) =>
      scenes.map((scene) => ({
        ...scene,
        item: JSON.parse(JSON.stringify(scene.item).replaceAll('"name":"HV"', '"name":"HV","unit":"dB"')),
      }));
    expect(rulesOf(refusalOf(made, { scenes: decibels }))).to.deep.equal(["scene-in-decibels"]);
  });

  it("values that are no digital numbers, whatever the item says: decibels, powers, another mask, no incidence", () => {
    const cases = {
      decibels: ({ HV }: MadeMosaic) => ({ HV: HV.map((dn) => 20 * Math.log10(dn) - 83) }),
      powers: ({ HV }: MadeMosaic) => ({ HV: HV.map((dn) => dn * dn * 10 ** -8.3) }),
      mask: ({ mask }: MadeMosaic) => ({ mask: mask.map((value) => (value === 255 ? 1 : value)) }),
      incidence: ({ linci }: MadeMosaic) => ({ linci: linci.map(() => NaN) }),
    };
    for (const [name, change] of Object.entries(cases))
      // In one mosaic of eight: units are never mixed.
      expect(refusalOf(withMosaics((mosaic, k) => (k === 3 ? change(mosaic) : {}))).code, name).to.equal(
        "SERVICE_NOT_MOSAICS",
      );
  });

  it("mosaics of which the claim shows too little, which is no all-clear and no loss", () => {
    const gone = withMosaics(({ HV }, k) => (k === LAST ? { HV: HV.map((dn, at) => (at % 3 === 0 ? 0 : dn)) } : {}));
    expect(refusalOf(gone)).to.include({ code: "SERVICE_NOT_SEEN", field: "ground" });
  });

  it("another sensor in the series", () => {
    const swapped = (scenes: readonly Scene[]) =>
      scenes.map((scene, k) => (k === 0 ? { ...scene, platform: "ALOS" } : scene));
    expect(refusalOf(made, { scenes: swapped })).to.include({ code: "SERVICE_SENSORS", field: "scenes" });
  });

  it("a map in Web Mercator, with wide pixels, or off the others' lattice", () => {
    expect(refusalOf(made, { scenes: withAssets(() => ({ epsg: 3857 })) }).code).to.equal("SERVICE_LATTICE");
    const at = (pixel: number, west: number) => ({ transform: [pixel, 0, west, 0, -pixel, 12.5] });
    expect(refusalOf(made, { scenes: withAssets(() => at(0.001, 104)) }).code).to.equal("SERVICE_PIXEL_SIZE");
    const off = withAssets(({ key }) => (key === "mask" ? at(0.8 / 3600, 104.0001) : {}));
    expect(refusalOf(made, { scenes: off }).code).to.equal("SERVICE_LATTICE");
  });

  it("footprints of another stratum: no neighbour's model is lent", () => {
    const error = refusalOf(withShots((cells) => cells.map((cell) => (cell === "EBT_SAs" ? "DBT_SA" : cell))));
    expect(error).to.include({ code: "SERVICE_STRATUM", field: "footprints/predict_stratum" });
    expect(error.value).to.deep.equal(["DBT_SA"]);
    // Some of another stratum are left out by name.
    const mixed = measured(withShots((cells, k) => (k % 10 === 0 ? cells.with(4, "DBT_SA") : cells)));
    const { model } = mixed.diagnostics as unknown as { readonly model: { leftOut: Readonly<Record<string, number>> } };
    expect(model.leftOut["shot-of-another-stratum"]).to.be.within(130, 200);
  });

  it("footprints outside the scene, too few, in one block, of another time", () => {
    expect(refusalOf(withShots((cells) => cells.with(1, String(Number(cells[1]) + 1)))).code).to.equal(
      "SERVICE_PLOTS_APART",
    );
    expect(refusalOf(withShots((cells, k) => (k < 40 ? cells : undefined)))).to.include({
      code: "SERVICE_FEW_PLOTS",
      field: "plots",
    });
    const rules = { ...SIMULATED_RULES, footprints: { ...SIMULATED_RULES.footprints, blockM: 50_000 } };
    expect(refusalOf(made, { rules })).to.include({ code: "SERVICE_FEW_PLOTS", field: "plots/blocks", value: 1 });
    expect(refusalOf(withShots((cells) => cells.with(3, "2026-06-01"))).code).to.equal("SERVICE_PLOTS_APART");
  });

  it("a table that contradicts itself: a shot twice, or biomass that its heights do not give", () => {
    expect(refusalOf(withShots((cells, k) => (k === 1 ? cells.with(0, "10000000000") : cells)))).to.include({
      code: "SERVICE_FOOTPRINTS",
      field: "footprints/10000000000",
    });
    const praised = refusalOf(withShots((cells) => cells.with(7, String(2 * Number(cells[7])))));
    expect(praised.code).to.equal("SERVICE_FOOTPRINTS");
    expect(praised.field).to.match(/^footprints\/\d+\/agbd$/);
  });

  it("a model that does not hold on ground unseen: biomass that has nothing to do with power", () => {
    const [, ...rows] = made.shots!.trimEnd().split("\n");
    const places = rows.map((row) => row.split(",").slice(1, 3));
    const shuffled = withShots((cells, k) => {
      const [lon, lat] = places[(k * 7 + 1) % places.length]!;
      return cells.with(1, lon!).with(2, lat!);
    });
    expect(refusalOf(shuffled).code).to.be.oneOf(["SERVICE_MODEL_REFUSED", "SERVICE_MODEL", "SERVICE_SATURATED"]);
  });

  it("ground that stands above saturation already (SIMULATED)", () => {
    const doubled = (dns: Float32Array) => dns.map((dn, at) => (isClaimed(at) ? Math.round(Math.SQRT2 * dn) : dn));
    const dense = withMosaics(({ HV, HH }) => ({ HV: doubled(HV), HH: doubled(HH) }));
    const isOutside = (lon: number, lat: number): boolean => {
      const [x, y] = [(lon - 104) * 4500, (12.5 - lat) * 4500].map(Math.floor) as [number, number];
      return !isClaimed(y * 300 + x);
    };
    const { shots } = withShots((cells) => (isOutside(Number(cells[1]), Number(cells[2])) ? cells : undefined));
    expect(refusalOf({ ...dense, shots })).to.include({ code: "SERVICE_SATURATED", field: "ground" });
  });

  it("a project without one candidate: all forest within reach is claimed or belt", () => {
    const rules = { ...SIMULATED_RULES, ground: { ...SIMULATED_RULES.ground, beltM: 10_000 } };
    expect(refusalOf(made, { rules })).to.include({ code: "CONTROL_NONE", field: "candidates" });
  });

  it("simulated mosaics of a real project", () => {
    const error = refusalOf(made, { project: { simulated: false } });
    expect(rulesOf(error)).to.deep.equal(["scene-simulated"]);
  });
});
