import type { BlockLattice } from "../../../../../oracle/core/grid/window.ts";
import type { Measurement } from "../../../../../oracle/core/services/common/outcome.ts";
import type { BandRef, Stage } from "../../../../../oracle/core/services/common/stage.ts";
import type { Grid } from "../../../../../oracle/core/grid/types.ts";
import type { PaddyBand, PaddyPlan } from "../../../../../oracle/core/services/paddy/plan.ts";
import { coverBoundary } from "../../../../../oracle/core/ground/cover.ts";
import { projection } from "../../../../../oracle/core/grid/projection.ts";
import type { Block, Boundary, Ring } from "../../../../../oracle/core/ground/types.ts";
import type { Scene } from "../../../../../oracle/core/scenes/types.ts";
import { dateOf, dayOf } from "../../../../../oracle/core/services/common/day.ts";
import type { IpccParameters, IpccPractice, IpccRules } from "../../../../../oracle/core/services/paddy/terms.ts";
import { ipccReferenceParameters } from "../../../../../oracle/core/services/paddy/terms.ts";
import type { Field, FieldRole, Project } from "../../../../../oracle/core/services/common/types.ts";
import { exp } from "../../../../../oracle/core/math.ts";
import { seededRandom } from "../../../../../oracle/core/uncertainty/random.ts";
import { standardNormal } from "../../../../../oracle/core/uncertainty/sample.ts";
import { listedScene } from "../../../../../scripts/simulate/listed-scene.ts";
import type { Frame } from "../../../../../scripts/simulate/listed-scene.ts";
import { runStages } from "../../../../../scripts/simulate/run-stages.ts";
import { passesOf, simulateLooks } from "./series.ts";
import type { Drainage, Pass } from "./series.ts";

/** Fields of 12 x 12 pixels in one row, each a cluster of its own, on a 10 m lattice in UTM 48N. SIMULATED. */
const EPSG = 32648;
const [WEST, NORTH, PIXEL, SIDE, STEP] = [500_000, 1_150_000, 10, 12, 30];
const START = dayOf("2022-01-01");

export type Plot = { readonly role: FieldRole; readonly drainages: readonly Drainage[]; readonly side?: number };

const rectangle = (col: number, row: number, width: number, height: number): Ring => {
  const { toLonLat } = projection(EPSG);
  const at = (c: number, r: number) => toLonLat(WEST + c * PIXEL, NORTH - r * PIXEL);
  const southWest = at(col, row + height);
  return [southWest, at(col + width, row + height), at(col + width, row), at(col, row), southWest];
};

const boundaryOf = (...rings: readonly Ring[]): Boundary => ({
  type: "MultiPolygon",
  coordinates: rings.map((ring) => [ring]),
});

export const multiple: readonly Drainage[] = [
  { first: 22, last: 34 },
  { first: 44, last: 56 },
];
export const single: readonly Drainage[] = [{ first: 24, last: 36 }];

/** Three are taken of them, if they are alike. */
const CANDIDATES_A_FIELD = 10;

export const plots = (project: readonly Drainage[], control: readonly Drainage[], count = 8): readonly Plot[] => [
  ...Array.from({ length: count }, (): Plot => ({ role: "project", drainages: project })),
  ...Array.from({ length: CANDIDATES_A_FIELD * count }, (): Plot => ({ role: "control", drainages: control })),
];

export type Farm = {
  readonly project: Project;
  readonly rules: IpccRules;
  readonly practice: IpccPractice;
  /** Rules and practice together. */
  readonly parameters: IpccParameters;
  readonly ground: readonly Block[];
  readonly passes: readonly Pass[];
  readonly scenes: readonly Scene[];
  readonly plots: readonly Plot[];
};

const HISTORY_DAYS = 730;
/** One track every twelve days over them. */
const HISTORY: readonly Pass[] = Array.from({ length: 60 }, (_, order) => ({
  day: 12 * order - 720,
  track: "track-0",
}));
/** Days from one flooding to the next in the history. */
const SEASON_DAYS = 120;
/** How much fields differ for good, dB. */
const FIELD_SD_DB = 0.4;

const FRAME: Frame = {
  epsg: EPSG,
  transform: [PIXEL, 0, WEST - 1000, 0, -PIXEL, NORTH + 1000],
  shape: [400, 3_000],
};

export const sceneOf = ({ day, track }: Pass): Scene =>
  listedScene({ id: `S1_${track}_${day}`, track, date: dateOf(START + day) }, FRAME);

const rules = ipccReferenceParameters({ gwp: "AR5" });

const practice: IpccPractice = {
  nitrogenKgPerHa: 100,
  region: "south-east-asia",
  preSeason: "not-flooded-under-180-days",
  seasons: [{ id: "dry", start: "2022-01-01", end: "2022-04-29", cultivationDays: 102 }],
};

export const farmOf = (fields: readonly Plot[], { tracks = 2, repeatDays = 12 } = {}): Farm => {
  const rings = fields.map(({ side = SIDE }, index) => rectangle(index * STEP, 0, side, side));
  const boundary = boundaryOf(...rings.filter((_, index) => fields[index]?.role === "project"));
  const passes = [...HISTORY, ...passesOf(tracks, repeatDays, 118)];
  return {
    plots: fields,
    passes,
    scenes: passes.map(sceneOf),
    ground: coverBoundary(boundary, 20),
    project: {
      name: "simulated farm",
      pool: "paddy-methane",
      boundary,
      edgeLevel: 20,
      fields: rings.map((ring, index): Field => ({
        id: `f${String(index).padStart(3, "0")}`,
        role: (fields[index] as Plot).role,
        boundary: boundaryOf(ring),
      })),
      history: { start: "2020-01-02T00:00:00Z", end: "2022-01-01T00:00:00Z" },
      period: { start: "2022-01-01T00:00:00Z", end: "2023-01-01T00:00:00Z" },
      simulated: true,
      practice,
    },
    rules,
    practice,
    parameters: { ...rules, ...practice },
  };
};

/** Row-major values of one band over the plan's grid. */
export type Reading = PaddyBand & { readonly values: Float32Array };

/** Readings as the archive would serve them: each field's level with speckle per pixel, soil between the fields. */
export const readingsOf = (farm: Farm, plan: PaddyPlan, noiseDb = 0.5): readonly (readonly Reading[])[] => {
  const { grid } = plan;
  const random = seededRandom(11n);
  const [before, now] = [farm.passes.filter(({ day }) => day < 0), farm.passes.filter(({ day }) => day >= 0)];
  const gains = farm.plots.map(() => FIELD_SD_DB * standardNormal(random));
  const looks = farm.plots.map(({ drainages }, plot) => {
    // Each track sees the soil before: by that, in the controls, it is known.
    const crop = { floodedFrom: 7, canopyFrom: 70 };
    const inSeason = before.map(({ day, track }) => ({
      day: ((day % SEASON_DAYS) + SEASON_DAYS) % SEASON_DAYS,
      track,
    }));
    const gain = gains[plot] as number;
    return [
      ...simulateLooks({ ...crop, drainages: [] }, inSeason, noiseDb, random).map((look, index) => ({
        ...look,
        day: (before[index] as Pass).day,
      })),
      ...simulateLooks({ ...crop, drainages }, now, noiseDb, random),
    ].map((look) => ({ ...look, vvDb: look.vvDb + gain, vhDb: look.vhDb + gain }));
  });
  return [...plan.history, ...plan.steps].map((step) =>
    step.map((read): Reading => {
      const day = dayOf(read.datetime) - START;
      const pixel = seededRandom(BigInt((day + HISTORY_DAYS) * 2 + (read.band === "vv" ? 0 : 1)));
      const values = new Float32Array(grid.width * grid.height);
      for (let index = 0; index < values.length; index += 1) {
        const col = Math.floor((grid.originX - WEST) / PIXEL) + (index % grid.width);
        const row = Math.floor((NORTH - grid.originY) / PIXEL) + Math.floor(index / grid.width);
        const plot = Math.floor(col / STEP);
        const side = farm.plots[plot]?.side ?? SIDE;
        const inside = row >= 0 && row < side && col >= 0 && col - plot * STEP < side;
        const look = inside ? looks[plot]?.find((each) => each.day === day && each.track === read.track) : undefined;
        const decibels = look === undefined ? -12 : read.band === "vv" ? look.vvDb : look.vhDb;
        values[index] = exp((decibels / 10) * 2.302585092994046) * exp(0.2 * standardNormal(pixel));
      }
      return { ...read, values };
    }),
  );
};

/** What a project measures over planes in memory, in windows of a lattice. */
export const lookAt = (look: Stage, readings: readonly (readonly Reading[])[], lattice?: BlockLattice): Measurement => {
  const planes = new Map(readings.flat().map(({ sceneId, band, values }) => [`${sceneId} ${band}`, values]));
  const planesOf = (_: Grid, step: readonly BandRef[]): readonly Float32Array[] =>
    step.map(({ sceneId, band }) => planes.get(`${sceneId} ${band}`) as Float32Array);
  const outcome = runStages(look, planesOf, lattice);
  if (outcome.kind !== "measurement") throw new Error(`a ${outcome.kind} of paddies`);
  return outcome;
};
