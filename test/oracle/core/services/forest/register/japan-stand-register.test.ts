import { expect } from "chai";

import { SixfoldError } from "../../../../../../oracle/core/errors.ts";
import { cellsAreaM2 } from "../../../../../../oracle/core/ground/cells-area.ts";
import { coverBoundary } from "../../../../../../oracle/core/ground/cover.ts";
import { parseBoundary } from "../../../../../../oracle/core/ground/boundary.ts";
import { parseItem } from "../../../../../../oracle/core/scenes/parse-item.ts";
import type { Scene } from "../../../../../../oracle/core/scenes/types.ts";
import type { Measurement } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Project } from "../../../../../../oracle/core/services/common/types.ts";
import { japanStandRegister } from "../../../../../../oracle/core/services/forest/register/japan-stand-register.ts";
import { REGISTER_REFERENCE } from "../../../../../../oracle/core/services/forest/register/terms.ts";
import { perCubicMetre } from "../../../../../../oracle/core/services/forest/register/uptake.ts";
import { valuesOf } from "../../../../../helpers/layers.ts";

const [WEST, SOUTH, SIDE] = [135.9, 34.3, 0.005];
/** A rectangle of the claim, in shares of its side from its south-western corner. */
const part = (x0: number, x1: number) => ({
  type: "Polygon",
  coordinates: [
    [
      [WEST + x0 * SIDE, SOUTH],
      [WEST + x1 * SIDE, SOUTH],
      [WEST + x1 * SIDE, SOUTH + SIDE],
      [WEST + x0 * SIDE, SOUTH + SIDE],
      [WEST + x0 * SIDE, SOUTH],
    ],
  ],
});
const boundary = parseBoundary(part(0, 1));
const ground = coverBoundary(boundary, 20);
const project: Project = {
  name: "SIMULATED stands",
  pool: "biomass",
  boundary,
  edgeLevel: 20,
  fields: [],
  period: { start: "2022-04-01T00:00:00Z", end: "2025-04-01T00:00:00Z" },
  history: undefined,
  simulated: true,
  practice: {},
};

/** Thirty years old in the middle of the period. */
const STAND = {
  ...{ id: "a", species: "sugi", site_class: "2", planted: "1993-10-01", managed: "2015-05-01" },
  surveyed: "2025-02-01",
} as const;
type Made = { readonly properties: object; readonly geometry: object };
const stand = (changes: object = {}, [x0, x1]: readonly [number, number] = [0, 0.5]): Made => ({
  properties: { ...STAND, ...changes },
  geometry: part(x0, x1),
});
/** Ten cubic metres a hectare and year. */
const YIELDS = "species,site_class,age,volume_m3_ha\nsugi,2,5,20\nsugi,2,60,570\n";

const item = (keys: readonly string[]) => ({
  type: "Feature",
  stac_version: "1.1.0",
  id: "register",
  collection: "simulated-register",
  geometry: null,
  bbox: [WEST, SOUTH, WEST + SIDE, SOUTH + SIDE],
  properties: { datetime: "2025-03-01T00:00:00Z", "sixfold:simulated": true },
  links: [],
  assets: {
    ...Object.fromEntries(
      keys.map((key) => [key, { href: `./${key}.geojson`, type: "application/geo+json", roles: ["forest-stands"] }]),
    ),
    yields: { href: "./yields.csv", type: "text/csv", roles: ["stem-volume"] },
  },
});

const measure = (
  stands: readonly Made[],
  { yields = YIELDS, keys = ["stands"], simulated = true } = {},
): Measurement => {
  const scenes: readonly Scene[] = [parseItem(item(keys), "https://example.org/register.json")];
  const first = japanStandRegister.start({
    project: { ...project, simulated },
    parameters: REGISTER_REFERENCE,
    ground,
    scenes,
  });
  if (!("readings" in first)) throw new Error("reads nothing");
  const texts: Readonly<Record<string, string>> = {
    stands: JSON.stringify({
      type: "FeatureCollection",
      features: stands.map((each) => ({ type: "Feature", ...each })),
    }),
    yields,
  };
  const seen = Object.fromEntries(
    Object.entries(first.readings).map(([name, reading]) => {
      if (reading.kind !== "table") throw new Error("reads tables alone");
      return [name, reading.parse(new TextEncoder().encode(texts[name]))];
    }),
  );
  return first.next(seen) as Measurement;
};
const refusalOf = (work: () => unknown): SixfoldError => {
  try {
    work();
  } catch (error) {
    if (error instanceof SixfoldError) return error;
    throw error;
  }
  throw new Error("was not refused");
};
const leftOut = ({ diagnostics }: Measurement) =>
  (diagnostics as unknown as { readonly leftOut: Readonly<Record<string, number>> }).leftOut;
const perM3 = perCubicMetre(REGISTER_REFERENCE.species.sugi, 1.23);
/** Three years of ten cubic metres a hectare, over some square metres. */
const expectedKg = (m2: number, years = 1096 / 365.25): number => (10 * years * perM3 * 1000 * m2) / 10_000;

describe("a register of stands with a yield table (SIMULATED)", () => {
  it("takes up what the table's growth weighs, over the stand's claimed cells alone", () => {
    const outcome = measure([stand()]);
    const halfM2 = cellsAreaM2(coverBoundary(parseBoundary(part(0, 0.5)), 20));
    expect(Number(outcome.observedM2)).to.be.closeTo(halfM2, 1);
    expect(Number(outcome.measuredKg) / expectedKg(halfM2)).to.be.closeTo(1, 1e-5);
    expect([outcome.baselineKg, outcome.leakageKg]).to.deep.equal([0n, 0n]);
    expect(Number(outcome.claimedM2)).to.be.closeTo(cellsAreaM2(ground), 1);
    // A stand that reaches out of the claim counts where it is claimed.
    expect(Number(measure([stand({}, [-1, 0.5])]).observedM2)).to.be.closeTo(halfM2, 1);
  });

  it("has an error that more stands do not make smaller: tables and coefficients are shared", () => {
    const [one, two] = [measure([stand()]), measure([stand(), stand({ id: "b" }, [0.5, 1])])];
    const share = ({ halfWidthKg, measuredKg }: Measurement) => Number(halfWidthKg) / Number(measuredKg);
    expect(share(two)).to.be.closeTo(share(one), 1e-6);
    // 1.645 of the root of 0.15^2 + 0.05^2 + 0.05^2 + 0.03^2 + 0.03^2.
    expect(share(one)).to.be.closeTo(1.6448536 * 0.1711724, 1e-5);
  });

  it("debits a stand that was cut in the period, whole, and counts its growth until then", () => {
    const outcome = measure([stand({ felled: "2023-10-01" }), stand({ id: "b" }, [0.5, 1])]);
    const m2 = cellsAreaM2(coverBoundary(parseBoundary(part(0, 0.5)), 20));
    // 30 years old: 270 m3/ha.
    expect(Number(outcome.baselineKg) / ((270 * perM3 * 1000 * m2) / 10_000)).to.be.closeTo(1, 1e-3);
    expect(Number(outcome.measuredKg)).to.be.below(expectedKg(Number(outcome.observedM2)));
    expect(outcome.measuredKg < outcome.baselineKg).to.equal(true);
  });

  it("counts a stand from the day it was managed, and none that nobody managed or saw, each by its rule", () => {
    const late = measure([stand({ managed: "2023-10-01" })]);
    const days = (Date.parse("2025-04-01") - Date.parse("2023-10-01")) / 86_400_000;
    expect(Number(late.measuredKg) / expectedKg(Number(late.observedM2), days / 365.25)).to.be.closeTo(1, 1e-5);
    const cases = {
      "stand-unmanaged": { planted: "1970-04-01", managed: "1985-05-01" },
      "stand-managed-later": { managed: "2025-05-01", surveyed: "2025-06-01" },
      "stand-not-surveyed": { surveyed: "2023-02-01" },
      "stand-felled-before": { felled: "2022-03-01" },
      "stand-beyond-table": { planted: "1960-04-01" },
    };
    const halfM2 = Number(measure([stand()]).observedM2);
    for (const [rule, changes] of Object.entries(cases)) {
      const outcome = measure([stand(), stand({ id: "b", ...changes }, [0.5, 1])]);
      expect(leftOut(outcome)).to.deep.equal({ [rule]: 1 });
      expect(Number(outcome.observedM2)).to.equal(halfM2);
    }
  });

  it("does not depend on the order of stands and rows, and maps what counted", () => {
    const stands = [stand(), stand({ id: "b" }, [0.5, 1])];
    const [header, ...rows] = YIELDS.trimEnd().split("\n");
    const { layers: a, ...one } = measure(stands);
    const { layers: b, ...two } = measure(stands.toReversed(), {
      yields: [header, ...rows.toReversed(), ""].join("\n"),
    });
    expect(two).to.deep.equal(one);
    expect(b.map(valuesOf)).to.deep.equal(a.map(valuesOf));
    const classes = new Set(valuesOf(measure([stand()]).layers[0]!));
    expect([...classes].sort()).to.deep.equal([-1, 0, 1]);
  });
});

describe("what a register of stands is refused for", () => {
  it("the same ground twice, a name twice, days that contradict each other, no stand that counts", () => {
    expect(refusalOf(() => measure([stand(), stand({ id: "b" }, [0.4, 1])]))).to.include({
      code: "SERVICE_STANDS",
      field: "stands/b",
    });
    expect(refusalOf(() => measure([stand(), stand({}, [0.5, 1])])).field).to.equal("stands/a/id");
    for (const [name, value] of [
      ["managed", "1990-01-01"],
      ["surveyed", "2014-01-01"],
      ["felled", "2014-01-01"],
    ] as const)
      expect(refusalOf(() => measure([stand({ [name]: value })])).field).to.equal(`stands/a/${name}`);
    expect(refusalOf(() => measure([stand({ surveyed: "2020-01-01" })]))).to.include({
      code: "SERVICE_STANDS",
      field: "stands",
    });
  });

  it("a species without coefficients, a volume in litres, two registers, a simulated one of a real project", () => {
    expect(refusalOf(() => measure([stand({ species: "buna" })])).code).to.equal("SERVICE_TABLE");
    expect(refusalOf(() => measure([stand()], { yields: YIELDS.replace("570", "570000") })).code).to.equal(
      "SERVICE_TABLE",
    );
    expect(refusalOf(() => measure([stand()], { keys: ["stands", "again"] })).code).to.equal("SERVICE_TABLES");
    expect(refusalOf(() => measure([stand()], { simulated: false })).code).to.equal("SERVICE_TABLES");
  });
});
