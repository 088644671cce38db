import { writeFile } from "node:fs/promises";
import { join } from "node:path";

import type { Grid } from "../../oracle/core/grid/types.ts";
import { dateOf, dayOf } from "../../oracle/core/services/common/day.ts";
import type { FieldRole } from "../../oracle/core/services/common/types.ts";
import { seededRandom } from "../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../oracle/core/uncertainty/sample.ts";
import { fromDb, paddyPower, SURROUNDINGS } from "./backscatter.ts";
import { layOutFields } from "./field-layout.ts";
import type { FieldPlot } from "./field-layout.ts";
import { overpasses } from "./overpasses.ts";
import type { Overpass } from "./overpasses.ts";
import { fieldShares } from "./paint.ts";
import type { PixelShare } from "./paint.ts";
import { simulatedParameters, simulatedPractice } from "./parameters.ts";
import { writeProjectFolder } from "./project-folder.ts";
import { speckle } from "./speckle.ts";
import { writeCatalogue } from "./static-catalogue.ts";
import type { CatalogueItem } from "./static-catalogue.ts";
import { toLonLat } from "./to-lon-lat.ts";
import { utmAreaM2 } from "./utm-area.ts";
import { isFlooded, midSeasonSpells, SEASON_DAYS } from "./water-regime.ts";
import type { DrainedSpell } from "./water-regime.ts";

export type SimulatePaddy = {
  /** 0 to 2^64 - 1. Equal seeds write equal bytes. */
  readonly seed: bigint;
  /** Folder, made if missing. */
  readonly out: string;
  /** Whether the project's fields are managed as before, whatever it says; they practise drainage where absent. */
  readonly isIdle?: boolean;
};

/** What was really the case on one field; never read by an analysis. Dates are UTC. */
export type FieldTruth = {
  readonly id: string;
  readonly role: FieldRole;
  /** On the ellipsoid. */
  readonly areaM2: number;
  readonly flooded: string;
  /** `to` is the first day with water again. */
  readonly drained: readonly { readonly from: string; readonly to: string }[];
};

export type SimulatedPaddy = {
  /** The static STAC catalogue. */
  readonly scenes: string;
  /** project.json and what it names. */
  readonly project: string;
  readonly truth: readonly FieldTruth[];
};

/** On the polder of Ogata, Akita, Japan. The place is real; the fields and the scenes are not. */
const GRID: Grid = {
  epsg: 32654,
  width: 200,
  height: 200,
  originX: 412_000,
  originY: 4_430_000,
  pixelWidth: 10,
  pixelHeight: 10,
};
const FIELDS_CORNER = [412_150, 4_428_200] as const;
const FLOODED_FIRST = "2024-05-15";
/** Fields are flooded within this many days of each other. */
const FLOODED_WITHIN_DAYS = 4;
/**
 * How much fields differ from each other for good, dB (standard deviation): of yearly means of VV at 50 points of lasting
 * water in An Giang, 2022, where nothing else differs.
 */
const FIELD_SD_DB = 0.6;
const YEAR_DAYS = 365;
const MARK = "SIMULATED";

/** A season of one field: the day on which it was flooded, and when it was drained. */
type Crop = { readonly floodedOn: number; readonly spells: readonly DrainedSpell[] };

type SimulatedField = {
  readonly plot: FieldPlot;
  /** In the years before the project all are managed alike. */
  readonly before: readonly Crop[];
  readonly now: Crop;
  readonly gain: number;
};

type Surface = { readonly vv: Float64Array; readonly vh: Float64Array };

/** gamma0 without speckle. */
const surfaceAt = (
  pass: Overpass,
  fields: readonly SimulatedField[],
  shares: readonly (readonly PixelShare[])[],
): Surface => {
  const today = dayOf(FLOODED_FIRST) + pass.day;
  const offset = fromDb(pass.track.offsetDb);
  const powers = fields.map(({ before, now, gain }) => {
    // After a harvest there is bare soil until the field is flooded again; what follows the last one is not looked at.
    const { floodedOn, spells } = before.find((crop) => today - crop.floodedOn < SEASON_DAYS) ?? now;
    const day = today - floodedOn;
    const { vv, vh } = paddyPower(Math.min(day, SEASON_DAYS), isFlooded(spells, day), pass.windy);
    return { vv: vv * gain, vh: vh * gain };
  });
  const mix = (key: "vv" | "vh"): Float64Array =>
    Float64Array.from(shares, (pixel) => {
      let [sum, covered] = [0, 0];
      for (const { field, share } of pixel) {
        sum += share * (powers[field] as { vv: number; vh: number })[key];
        covered += share;
      }
      return (sum + (1 - covered) * SURROUNDINGS[key]) * offset;
    });
  return { vv: mix("vv"), vh: mix("vh") };
};

/** A wedge in the south-west that the swath does not reach. */
const outsideSwath = (pass: Overpass, index: number): boolean => {
  const [col, row] = [index % GRID.width, Math.floor(index / GRID.width)];
  return pass.partial && row - col * 0.8 > 60;
};

const sceneId = ({ track }: Overpass, date: string): string =>
  `simulated-s1-${date.replaceAll("-", "")}-${String(track.relativeOrbit).padStart(3, "0")}`;

const itemOf = (pass: Overpass, order: number, seed: bigint, surface: Surface): CatalogueItem => {
  const date = dateOf(dayOf(FLOODED_FIRST) + pass.day);
  // One generator a scene: a scene's speckle does not depend on the others.
  const random = seededRandom((seed * 1_000_003n + BigInt(order) + 1n) % 2n ** 64n);
  const draw = (clean: Float64Array): Float32Array =>
    Float32Array.from(clean, (power, index) => {
      const seen = power * speckle(random);
      return outsideSwath(pass, index) ? NaN : seen;
    });
  return {
    id: sceneId(pass, date),
    datetime: `${date}T${pass.track.time}`,
    grid: GRID,
    bands: { vv: draw(surface.vv), vh: draw(surface.vh) },
    properties: {
      title: `${MARK} Sentinel-1-like gamma0, ${date}`,
      "sixfold:simulated": true,
      platform: "simulated",
      constellation: "simulated",
      instruments: ["c-sar"],
      "sat:relative_orbit": pass.track.relativeOrbit,
      "sat:orbit_state": pass.track.orbitState,
      "sar:instrument_mode": "IW",
      "sar:frequency_band": "C",
      "sar:center_frequency": 5.405,
      "sar:polarizations": ["VV", "VH"],
      "sar:product_type": "RTC",
    },
  };
};

const grow = (seed: bigint, isIdle: boolean): readonly SimulatedField[] => {
  const random = seededRandom(seed);
  const cropOf = (first: number, role: FieldRole): Crop => ({
    floodedOn: first + Math.floor(random() * (FLOODED_WITHIN_DAYS + 1)),
    spells: midSeasonSpells(random, role),
  });
  return layOutFields(random, FIELDS_CORNER).map((plot) => ({
    plot,
    before: [2, 1].map((years) => cropOf(dayOf(FLOODED_FIRST) - years * YEAR_DAYS, "control")),
    now: cropOf(dayOf(FLOODED_FIRST), isIdle ? "control" : plot.role),
    gain: fromDb(FIELD_SD_DB * standardNormal(random)),
  }));
};

/**
 * Makes a season of Sentinel-1-like scenes, and of two years before it, over rice fields whose drainage is known, the project folder to
 * analyse them by, and truth.json to judge the result by. Everything is marked as simulated.
 */
export const simulatePaddy = async ({ seed, out, isIdle = false }: SimulatePaddy): Promise<SimulatedPaddy> => {
  const fields = grow(seed, isIdle);
  const parameters = simulatedParameters();
  const shares = fieldShares(
    GRID,
    fields.map(({ plot }) => plot),
  );
  const items = function* (): Generator<CatalogueItem> {
    for (const [order, pass] of overpasses(parameters.controls.historyDays).entries())
      yield itemOf(pass, order, seed, surfaceAt(pass, fields, shares));
  };
  const scenes = join(out, "scenes");
  await writeCatalogue(scenes, {
    id: "simulated-paddy",
    collection: "simulated-sentinel-1-rtc",
    title: `${MARK} Sentinel-1-like gamma0 over rice fields`,
    description: `${MARK}. Made by a generator (seed ${seed}); nothing in it was observed.`,
    licence: "Apache-2.0",
    providers: [{ name: "Sixfold scene simulator", roles: ["producer"] }],
    items: items(),
  });
  const project = join(out, "project");
  const season = { start: FLOODED_FIRST, end: dateOf(dayOf(FLOODED_FIRST) + SEASON_DAYS) };
  await writeProjectFolder(project, {
    name: `${MARK} Ogata paddy drainage (seed ${seed})`,
    simulated: true,
    history: {
      start: `${dateOf(dayOf(season.start) - parameters.controls.historyDays)}T00:00:00Z`,
      end: `${season.start}T00:00:00Z`,
    },
    period: { start: `${season.start}T00:00:00Z`, end: `${season.end}T00:00:00Z` },
    fields: fields.map(({ plot: { id, role, ring } }) => ({
      id,
      role,
      ring: ring.map(([x, y]) => toLonLat(GRID.epsg, x, y)),
    })),
    parameters,
    practice: simulatedPractice(season),
  });
  const truth = fields.map(({ plot: { id, role, ring }, now: { floodedOn, spells } }): FieldTruth => ({
    id,
    role,
    areaM2: utmAreaM2(ring),
    flooded: dateOf(floodedOn),
    drained: spells.map(({ from, to }) => ({ from: dateOf(floodedOn + from), to: dateOf(floodedOn + to) })),
  }));
  await writeFile(
    join(out, "truth.json"),
    `${JSON.stringify({ simulated: true, seed: String(seed), fields: truth }, null, 1)}\n`,
  );
  return { scenes, project, truth };
};
