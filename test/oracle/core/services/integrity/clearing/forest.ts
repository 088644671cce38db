import { exp } from "../../../../../../oracle/core/math.ts";
import type { Grid, LonLat } from "../../../../../../oracle/core/grid/types.ts";
import type { BlockLattice } from "../../../../../../oracle/core/grid/window.ts";
import { coverBoundary } from "../../../../../../oracle/core/ground/cover.ts";
import type { Scene, SceneAsset } from "../../../../../../oracle/core/scenes/types.ts";
import { dateOf, dayOf } from "../../../../../../oracle/core/services/common/day.ts";
import type { Finding } from "../../../../../../oracle/core/services/common/outcome.ts";
import type { Project } from "../../../../../../oracle/core/services/common/types.ts";
import { clearingBayes } from "../../../../../../oracle/core/services/integrity/clearing/clearing-bayes.ts";
import type { ClearingParameters } from "../../../../../../oracle/core/services/integrity/clearing/terms.ts";
import { CLEARING_REFERENCE } from "../../../../../../oracle/core/services/integrity/clearing/terms.ts";
import { seededRandom } from "../../../../../../oracle/core/uncertainty/random.ts";
import type { Random } from "../../../../../../oracle/core/uncertainty/random.ts";
import { listedScene } from "../../../../../../scripts/simulate/listed-scene.ts";
import { speckle } from "../../../../../../scripts/simulate/speckle.ts";
import { toLonLat } from "../../../../../../scripts/simulate/to-lon-lat.ts";
import { runStages } from "../../../../../../scripts/simulate/run-stages.ts";

const PIXEL_M = 10;

/** A SIMULATED forest of 42 by 42 pixels of Sentinel-1, 49 plots of 60 m. */
export const FOREST: Grid = {
  ...{ epsg: 32_648, originX: 527_520, originY: 1_141_500, pixelWidth: PIXEL_M, pixelHeight: PIXEL_M },
  ...{ width: 42, height: 42 },
};
const FRAME: Pick<SceneAsset, "epsg" | "transform" | "shape"> = {
  epsg: FOREST.epsg,
  transform: [PIXEL_M, 0, FOREST.originX, 0, -PIXEL_M, FOREST.originY],
  shape: [FOREST.height, FOREST.width],
};

const ring = (): readonly LonLat[] => {
  const { epsg, originX: west, originY: north, width, height } = FOREST;
  const [east, south] = [west + width * PIXEL_M, north - height * PIXEL_M];
  return [
    [west, south],
    [east, south],
    [east, north],
    [west, north],
    [west, south],
  ].map(([x, y]) => toLonLat(epsg, x!, y!));
};

export const WATCH_FROM = "2021-01-01";

export const PROJECT: Project = {
  name: "simulated",
  pool: "biomass",
  boundary: { type: "MultiPolygon", coordinates: [[ring()]] },
  edgeLevel: 20,
  fields: [],
  period: { start: "2020-01-01", end: "2024-01-01" },
  simulated: true,
  practice: null,
};

export const PARAMETERS: ClearingParameters = {
  ...CLEARING_REFERENCE,
  stockKgPerHa: { lower: 100_000, upper: 200_000 },
  watchFrom: WATCH_FROM,
};

/** A look of one track every twelve days. */
export const scenesOf = (period = PROJECT.period, everyDays = 12): readonly Scene[] => {
  const [start, end] = [dayOf(period.start), dayOf(period.end)];
  const dates = Array.from({ length: Math.ceil((end - start) / everyDays) }, (_, at) => dateOf(start + at * everyDays));
  return dates.map((date) => listedScene({ id: `s1-${date}`, track: "26-descending", date }, FRAME));
};

/** An optical scene as a catalogue lists it: bands by their common names, and scene classes. */
export const opticalScene = (date: string, names: readonly string[] = ["red", "nir"]): Scene => {
  const [scene] = [listedScene({ id: `s2-${date}`, track: "optical", date }, FRAME)];
  const asset = (key: string, commonName?: string): SceneAsset => ({
    ...scene.assets["vh"]!,
    key,
    bands: [{ ...scene.assets["vh"]!.bands[0]!, name: key, ...(commonName === undefined ? {} : { commonName }) }],
  });
  const bands = Object.fromEntries(names.map((name) => [name, asset(name, name)]));
  return { ...scene, assets: { ...bands, scl: asset("scl") } };
};

const LN_10 = 2.302585092994046;
const power = (decibels: number): number => exp((decibels * LN_10) / 10);

/** Seasons of 1 dB either way, by the day of the year. */
const seasonDb = (date: string): number => {
  const day = dayOf(date) - dayOf(`${date.slice(0, 4)}-01-01`);
  return Math.abs((day % 365) - 182) / 91 - 1;
};

export type Forest = {
  readonly seed: number;
  /** How much lower VH is at a pixel on a date, dB; NaN where nothing is seen. */
  readonly dropDb?: (col: number, row: number, date: string) => number;
  readonly scenes?: readonly Scene[];
  readonly parameters?: ClearingParameters;
  readonly project?: Project;
  readonly lattice?: BlockLattice;
  /** Reflectances of an optical look in the order that the methodology reads them, then the scene class. */
  readonly opticalOf?: (col: number, row: number, date: string) => readonly number[];
};

const vhPlane = (grid: Grid, date: string, random: Random, dropDb: NonNullable<Forest["dropDb"]>): Float32Array => {
  const [left, top] = placeOf(grid);
  return Float32Array.from({ length: grid.width * grid.height }, (_, at) => {
    const drop = dropDb(left + (at % grid.width), top + Math.floor(at / grid.width), date);
    return Number.isNaN(drop) ? NaN : power(-13.5 + seasonDb(date) - drop) * speckle(random);
  });
};

const placeOf = (grid: Grid): readonly [number, number] => [
  Math.round((grid.originX - FOREST.originX) / PIXEL_M),
  Math.round((FOREST.originY - grid.originY) / PIXEL_M),
];

/** What the methodology finds in a made forest. */
export const findingOf = (forest: Forest): Finding => {
  const { seed, dropDb = () => 0, scenes = scenesOf(), parameters = PARAMETERS, project = PROJECT } = forest;
  const random = seededRandom(BigInt(seed));
  const ground = coverBoundary(project.boundary, project.edgeLevel);
  const dated = scenes.toSorted((a, b) => (a.datetime < b.datetime ? -1 : 1));
  const planesOf = (grid: Grid, step: number): readonly Float32Array[] => {
    const scene = dated[step]!;
    const date = scene.datetime.slice(0, 10);
    if ("vh" in scene.assets) return [vhPlane(grid, date, random, dropDb)];
    const [left, top] = placeOf(grid);
    return Object.keys(scene.assets).map((_, band) =>
      Float32Array.from(
        { length: grid.width * grid.height },
        (__, at) => forest.opticalOf!(left + (at % grid.width), top + Math.floor(at / grid.width), date)[band]!,
      ),
    );
  };
  return runStages(
    clearingBayes.start({ project, parameters, ground, scenes }),
    (grid, _, at) => planesOf(grid, at),
    forest.lattice,
  ) as Finding;
};
