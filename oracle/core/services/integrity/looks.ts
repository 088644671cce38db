import type { Scene } from "../../scenes/types.ts";
import { dayOf } from "../common/day.ts";
import { bandOf } from "../common/polarisation.ts";
import type { Polarisation } from "../common/polarisation.ts";
import type { BandRef } from "../common/stage.ts";
import type { Project, RefusedScene } from "../common/types.ts";

/** One file's worth of a look. */
export type Frame = { readonly scene: Scene; readonly bands: readonly BandRef[] };

/** All frames of one sensor, track and day: what they show is one look. */
export type Look = {
  readonly sensor: "radar" | "optical";
  /** Looks of one track are held against each other, never against another's: incidence differs. */
  readonly track: string;
  readonly day: number;
  /** Unix seconds of its first frame. */
  readonly seconds: bigint;
  readonly frames: readonly Frame[];
  /** Bands of values, first of each frame's. */
  readonly values: number;
};

/** What a methodology looks for in a scene. */
export type Wanted = {
  /** In the order of a radar look's bands. */
  readonly radar: readonly Polarisation[];
  /** Common names in the order of an optical look's bands; of each the first that a scene has. */
  readonly optical: readonly (readonly string[])[];
  /** Most stated cloud of an optical scene, percent; and of one without scene classes, which must state it. */
  readonly maxCloudPercent: number;
  readonly maxUnmaskedCloudPercent: number;
};

type Judged = Omit<Look, "frames"> & Frame;

const commonBand = (scene: Scene, names: readonly string[]): BandRef | undefined => {
  for (const name of names)
    for (const { key, bands } of Object.values(scene.assets))
      for (const { commonName, name: band } of bands)
        if (commonName === name) return { sceneId: scene.id, assetKey: key, band };
  return undefined;
};

/** The scene classification of Sentinel-2's level 2A, by its asset's key as archives have it. */
const classesOf = ({ id, assets }: Scene): readonly BandRef[] => {
  const asset = assets["scl"] ?? assets["SCL"];
  const [band] = asset?.bands ?? [];
  return band === undefined ? [] : [{ sceneId: id, assetKey: asset!.key, band: band.name }];
};

const all = <T>(list: readonly (T | undefined)[]): readonly T[] | undefined =>
  list.length === 0 || list.includes(undefined) ? undefined : (list as readonly T[]);

const radarBands = (scene: Scene, { radar }: Wanted): readonly BandRef[] | undefined =>
  all(
    radar.map((polarisation) => {
      const found = bandOf(scene, polarisation);
      return found && { sceneId: scene.id, assetKey: found.asset.key, band: found.band.name };
    }),
  );

const judge = (scene: Scene, { period, simulated }: Project, wanted: Wanted): Judged | string => {
  const day = dayOf(scene.datetime);
  if (day < dayOf(period.start) || day >= dayOf(period.end)) return "scene-outside-period";
  if (scene.simulated && !simulated) return "scene-simulated";
  const seconds = BigInt(Math.floor(Date.parse(scene.datetime) / 1000));
  const radar = radarBands(scene, wanted);
  if (radar !== undefined) {
    if (scene.track === undefined) return "scene-without-track";
    return { sensor: "radar", track: scene.track, day, seconds, scene, bands: radar, values: radar.length };
  }
  const optical = all(wanted.optical.map((names) => commonBand(scene, names)));
  if (optical === undefined) return "scene-without-wanted-bands";
  const classes = classesOf(scene);
  const most = classes.length === 0 ? wanted.maxUnmaskedCloudPercent : wanted.maxCloudPercent;
  if (classes.length === 0 && scene.cloudCover === undefined) return "scene-without-scene-classes";
  if (scene.cloudCover !== undefined && scene.cloudCover > most) return "scene-cloudy";
  const bands = [...optical, ...classes];
  return { sensor: "optical", track: "optical", day, seconds, scene, bands, values: optical.length };
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
    .sort((a, b) => compare(a.day, b.day) || compare(a.track, b.track) || compare(a.seconds, b.seconds));
  const looks: Look[] = [];
  const taken = new Set<string>();
  for (const { scene, bands, ...look } of judged) {
    const acquisition = `${look.track} ${scene.datetime} ${scene.bbox.join(" ")}`;
    if (taken.has(acquisition)) {
      refused.push({ sceneId: scene.id, rule: "scene-duplicate" });
      continue;
    }
    taken.add(acquisition);
    const last = looks.at(-1);
    const frame: Frame = { scene, bands };
    if (last?.day === look.day && last.track === look.track)
      looks.splice(-1, 1, { ...last, frames: [...last.frames, frame] });
    else looks.push({ ...look, frames: [frame] });
  }
  return { looks, refused };
};
