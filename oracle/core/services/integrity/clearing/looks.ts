import type { Scene } from "../../../scenes/types.ts";
import { dayOf } from "../../common/day.ts";
import { bandOf } from "../../common/polarisation.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Project, RefusedScene } from "../../common/types.ts";
import type { ClearingRules, SignalName } from "./parameters.ts";

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
};

/** Scene classes of Sentinel-2's level 2A under which ground is seen: vegetation, bare, water, unclassified. */
export const CLEAR_CLASSES = [4, 5, 6, 7] as const;

const common = (scene: Scene, name: string): BandRef | undefined => {
  for (const { key, bands } of Object.values(scene.assets))
    for (const { commonName, name: band } of bands)
      if (commonName === name) return { sceneId: scene.id, assetKey: key, band };
  return undefined;
};

/** The scene classification, by its asset's key as every archive has it. */
const classesOf = ({ id, assets }: Scene): BandRef | undefined => {
  const asset = assets["scl"] ?? assets["SCL"];
  const [band] = asset?.bands ?? [];
  return band === undefined ? undefined : { sceneId: id, assetKey: asset!.key, band: band.name };
};

type Judged = Omit<Look, "frames"> & Frame;

const radarBands = (scene: Scene, names: readonly SignalName[]): readonly BandRef[] | undefined => {
  const bands = names.map((name) => bandOf(scene, name as "vv" | "vh"));
  if (bands.includes(undefined)) return undefined;
  return bands.map((found) => ({ sceneId: scene.id, assetKey: found!.asset.key, band: found!.band.name }));
};

/** Radar signals that the rules use, in the order of a frame's bands. */
export const radarSignals = ({ signals }: ClearingRules): readonly ("vh" | "vv")[] =>
  signals.vv === undefined ? ["vh"] : ["vh", "vv"];

const judge = (scene: Scene, { period, simulated }: Project, rules: ClearingRules): Judged | string => {
  const day = dayOf(scene.datetime);
  if (day < dayOf(period.start) || day >= dayOf(period.end)) return "scene-outside-period";
  if (scene.simulated && !simulated) return "scene-simulated";
  const seconds = BigInt(Math.floor(Date.parse(scene.datetime) / 1000));
  const radar = radarBands(scene, radarSignals(rules));
  if (radar !== undefined) {
    if (scene.track === undefined) return "scene-without-track";
    return { sensor: "radar", track: scene.track, day, seconds, scene, bands: radar };
  }
  const [red, nir, classes] = [common(scene, "red"), common(scene, "nir08") ?? common(scene, "nir"), classesOf(scene)];
  if (red === undefined || nir === undefined) return "scene-without-vh-or-red-and-nir";
  if (classes === undefined) return "scene-without-scene-classes";
  if (scene.cloudCover !== undefined && scene.cloudCover > rules.scenes.maxCloudPercent) return "scene-cloudy";
  return { sensor: "optical", track: "optical", day, seconds, scene, bands: [red, nir, classes] };
};

const compare = <T extends number | bigint | string>(a: T, b: T): number => (a < b ? -1 : a > b ? 1 : 0);

/** The looks of a project in order of time, whatever order its scenes come in, and the scenes that break a rule. */
export const looksOf = (
  scenes: readonly Scene[],
  project: Project,
  rules: ClearingRules,
): { readonly looks: readonly Look[]; readonly refused: readonly RefusedScene[] } => {
  const refused: RefusedScene[] = [];
  const judged = [...scenes]
    .sort((a, b) => compare(a.id, b.id))
    .flatMap((scene): readonly Judged[] => {
      const result = judge(scene, project, rules);
      if (typeof result !== "string") return [result];
      refused.push({ sceneId: scene.id, rule: result });
      return [];
    })
    .sort((a, b) => compare(a.day, b.day) || compare(a.track, b.track) || compare(a.seconds, b.seconds));
  const looks: Look[] = [];
  const taken = new Set<string>();
  for (const { sensor, track, day, seconds, scene, bands } of judged) {
    const acquisition = `${track} ${scene.datetime} ${scene.bbox.join(" ")}`;
    if (taken.has(acquisition)) {
      refused.push({ sceneId: scene.id, rule: "scene-duplicate" });
      continue;
    }
    taken.add(acquisition);
    const last = looks.at(-1);
    const frame: Frame = { scene, bands };
    if (last?.day === day && last.track === track) looks.splice(-1, 1, { ...last, frames: [...last.frames, frame] });
    else looks.push({ sensor, track, day, seconds, frames: [frame] });
  }
  return { looks, refused };
};
