import type { ValueRange } from "../../kernels/plot-series.ts";
import type { Scene } from "../../scenes/types.ts";
import { dayOf } from "../common/day.ts";
import { bandOf } from "../common/polarisation.ts";
import type { Polarisation } from "../common/polarisation.ts";
import type { BandRef } from "../common/stage.ts";
import type { Project, RefusedScene } from "../common/types.ts";
import { spanOf } from "./scene-span.ts";

/** One file's worth of a look. */
export type Frame = { readonly scene: Scene; readonly bands: readonly BandRef[] };

/** All frames of one sensor, track and day, or of one pair of days: what they show is one look. */
export type Look = {
  readonly sensor: Sensor;
  /** Looks of one track are held against each other, never against another's: incidence differs. */
  readonly track: string;
  /** Of a pair the later of its two days. */
  readonly day: number;
  /** The earlier day of a pair; absent of what is seen at once. */
  readonly sinceDay?: number;
  /** Unix seconds of its first frame. */
  readonly seconds: bigint;
  readonly frames: readonly Frame[];
  /** What each band of values, first of each frame's, may be. */
  readonly ranges: readonly ValueRange[];
};

export type Sensor = "radar" | "optical" | "coherence";

/** Bands of an optical look. Of each the names under which an item may have it; the first that it has counts. */
export type BandSet = {
  /** Of its looks: those of one set are held against each other. Absent where every overpass is a look of its own. */
  readonly track?: string;
  /** Common names of bands of reflectance. */
  readonly reflectances: readonly (readonly string[])[];
  /** Common or band names of brightness temperatures, after the reflectances. */
  readonly kelvins?: readonly (readonly string[])[];
};

/** What a methodology looks for in a scene. */
export type Wanted = {
  /** In the order of a radar look's bands. */
  readonly radar: readonly Polarisation[];
  /** Of the sets the first of which a scene has every band. */
  readonly optical: readonly BandSet[];
  /** Whether coherence of pairs of radar scenes: a band of that name, of an item that states the pair's two instants. */
  readonly coherence?: boolean;
  /** Most stated cloud of an optical scene, percent; and of one without scene classes, which must state it. */
  readonly maxCloudPercent: number;
  readonly maxUnmaskedCloudPercent: number;
};

type Judged = Omit<Look, "frames"> & Frame;

/**
 * What linear power, reflectance and temperature may be. Decibels are below 0, digital numbers far above; the least
 * reflectance is that of Landsat's offset, -0.2; no ground is colder than 150 K, and MODIS saturates at 500 K.
 */
const RANGES = { power: [0, 20], reflectance: [-0.2, 1.6], kelvin: [150, 520], coherence: [0, 1] } as const;

const SECONDS_PER_DAY = 86_400n;

const all = <T>(list: readonly (T | undefined)[]): readonly T[] | undefined =>
  list.length === 0 || list.includes(undefined) ? undefined : (list as readonly T[]);

const namedBand = (scene: Scene, names: readonly string[], key: "commonName" | "name"): BandRef | undefined => {
  for (const name of names)
    for (const asset of Object.values(scene.assets))
      for (const band of asset.bands)
        if (band[key] === name) return { sceneId: scene.id, assetKey: asset.key, band: band.name };
  return undefined;
};
const commonBand = (scene: Scene, names: readonly string[]): BandRef | undefined =>
  namedBand(scene, names, "commonName");

type OpticalBands = Pick<Look, "track" | "ranges"> & { readonly bands: readonly BandRef[] };

const opticalBands = (scene: Scene, sets: readonly BandSet[]): OpticalBands | undefined => {
  for (const { track, reflectances, kelvins = [] } of sets) {
    const bands = all([
      ...reflectances.map((names) => commonBand(scene, names)),
      ...kelvins.map((names) => commonBand(scene, names) ?? namedBand(scene, names, "name")),
    ]);
    const ranges = [...reflectances.map(() => RANGES.reflectance), ...kelvins.map(() => RANGES.kelvin)];
    if (bands !== undefined) return { track: track ?? scene.datetime, bands, ranges };
  }
  return undefined;
};

/** The scene classification of Sentinel-2's level 2A, by its asset's key as archives have it. */
const classesOf = ({ id, assets }: Scene): readonly BandRef[] => {
  const asset = assets["scl"] ?? assets["SCL"];
  const [band] = asset?.bands ?? [];
  return band === undefined ? [] : [{ sceneId: id, assetKey: asset!.key, band: band.name }];
};

const radarBands = (scene: Scene, { radar }: Wanted): readonly BandRef[] | undefined =>
  all(
    radar.map((polarisation) => {
      const found = bandOf(scene, polarisation);
      return found && { sceneId: scene.id, assetKey: found.asset.key, band: found.band.name };
    }),
  );

const pairOf = (scene: Scene, track: string, band: BandRef): Judged | string => {
  const { from, to } = spanOf(scene);
  const [sinceDay, day] = [from, to].map((seconds) => Number(seconds / SECONDS_PER_DAY)) as [number, number];
  if (sinceDay === day) return "scene-without-pair";
  const own = { scene, bands: [band], ranges: [RANGES.coherence] };
  return { sensor: "coherence", track, day, sinceDay, seconds: to, ...own };
};

const judge = (scene: Scene, { period, simulated }: Project, wanted: Wanted): Judged | string => {
  const day = dayOf(scene.datetime);
  if (day < dayOf(period.start) || day >= dayOf(period.end)) return "scene-outside-period";
  if (scene.simulated && !simulated) return "scene-simulated";
  const seconds = BigInt(Math.floor(Date.parse(scene.datetime) / 1000));
  const pair = wanted.coherence === true ? namedBand(scene, ["coherence"], "name") : undefined;
  if (pair !== undefined) return scene.track === undefined ? "scene-without-track" : pairOf(scene, scene.track, pair);
  const radar = radarBands(scene, wanted);
  if (radar !== undefined) {
    if (scene.track === undefined) return "scene-without-track";
    const ranges = radar.map(() => RANGES.power);
    return { sensor: "radar", track: scene.track, day, seconds, scene, bands: radar, ranges };
  }
  const optical = opticalBands(scene, wanted.optical);
  if (optical === undefined) return "scene-without-wanted-bands";
  const classes = classesOf(scene);
  const most = classes.length === 0 ? wanted.maxUnmaskedCloudPercent : wanted.maxCloudPercent;
  if (classes.length === 0 && scene.cloudCover === undefined && most < 100) return "scene-without-scene-classes";
  if (scene.cloudCover !== undefined && scene.cloudCover > most) return "scene-cloudy";
  return { ...optical, sensor: "optical", day, seconds, scene, bands: [...optical.bands, ...classes] };
};

const compare = <T extends number | bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** The looks of a project in order of time, whatever order its scenes come in, and the scenes that break a rule. */
export const looksOf = (
  scenes: readonly Scene[],
  project: Project,
  wanted: Wanted,
): { readonly looks: readonly Look[]; readonly refused: readonly RefusedScene[] } => {
  const refused: RefusedScene[] = [];
  const judged = [...scenes]
    .sort((a, b) => compare(a.id, b.id))
    .flatMap((scene): readonly Judged[] => {
      const result = judge(scene, project, wanted);
      if (typeof result !== "string") return [result];
      refused.push({ sceneId: scene.id, rule: result });
      return [];
    })
    .sort(
      (a, b) =>
        compare(a.day, b.day) ||
        compare(a.track, b.track) ||
        compare(a.sinceDay ?? a.day, b.sinceDay ?? b.day) ||
        compare(a.seconds, b.seconds),
    );
  const looks: Look[] = [];
  const taken = new Set<string>();
  for (const { scene, bands, ...look } of judged) {
    const acquisition = `${look.track} ${scene.datetime} ${look.day} ${scene.bbox.join(" ")}`;
    if (taken.has(acquisition)) {
      refused.push({ sceneId: scene.id, rule: "scene-duplicate" });
      continue;
    }
    taken.add(acquisition);
    const last = looks.at(-1);
    const frame: Frame = { scene, bands };
    if (last?.day === look.day && last.track === look.track && last.sinceDay === look.sinceDay)
      looks.splice(-1, 1, { ...last, frames: [...last.frames, frame] });
    else looks.push({ ...look, frames: [frame] });
  }
  return { looks, refused };
};
