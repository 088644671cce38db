import * as z from "zod";

import { refused } from "../../../errors.ts";
import { parsedBy } from "../../../schema-faults.ts";
import type { Scene, SceneAsset } from "../../../scenes/types.ts";
import { dayOf } from "../../common/day.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Project, RefusedScene } from "../../common/types.ts";

/** Roles of a survey's assets: its map of canopy heights, and a stack of earlier ones of the same kind. */
export const HEIGHT_ROLE = "canopy-height";
export const HISTORY_ROLE = "canopy-height-history";

export type Survey = { readonly scene: Scene; readonly asset: SceneAsset };

/** The two surveys whose heights are compared, with the looks before the period, all in order of time. */
export type Surveys = {
  readonly start: Survey;
  readonly end: Survey;
  /** The stack, where the earlier survey has one. */
  readonly history: SceneAsset | undefined;
  /** Days of the looks: the stack's bands and the two surveys, ascending. */
  readonly days: readonly number[];
  readonly bands: readonly BandRef[];
  readonly refused: readonly RefusedScene[];
};

const united = z.looseObject({ unit: z.string().optional() });
const stated = z.looseObject({
  assets: z.record(
    z.string(),
    united.extend({ bands: z.array(united).optional(), "raster:bands": z.array(united).optional() }),
  ),
});
const METRES: readonly string[] = ["m", "metre", "meter", "metres", "meters"];

/** The unit of every band of an asset, as its item states it (STAC 1.1 bands, 1.0 raster extension). */
const unitsOf = ({ id, item }: Scene, { key, bands }: SceneAsset): readonly (string | undefined)[] => {
  const { assets } = parsedBy(stated, item, ({ pointer, value, rule }) =>
    refused("SERVICE_ITEM", `${id}${pointer}`, value, rule),
  );
  const asset = assets[key];
  return bands.map((_, k) => (asset?.bands?.[k] ?? asset?.["raster:bands"]?.[k])?.unit ?? asset?.unit);
};

const unitRule = (scene: Scene, asset: SceneAsset): string | undefined => {
  const units = unitsOf(scene, asset);
  if (units.some((unit) => unit === undefined)) return "scene-without-unit";
  return units.every((unit) => METRES.includes(unit as string)) ? undefined : "scene-not-in-metres";
};

const withRole = ({ assets }: Scene, role: string): SceneAsset | undefined =>
  Object.values(assets).find(({ roles, bands }) => roles.includes(role) && bands.length > 0);

const judge = (scene: Scene, { simulated }: Project): Survey | string => {
  const asset = withRole(scene, HEIGHT_ROLE);
  if (asset === undefined) return "scene-without-canopy-height";
  if (scene.simulated && !simulated) return "scene-simulated";
  if (asset.bands.length !== 1) return "scene-of-several-heights";
  return unitRule(scene, asset) ?? { scene, asset };
};

const compare = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);

const historyOf = ({ scene }: Survey): { readonly asset: SceneAsset; readonly days: readonly number[] } | undefined => {
  const asset = withRole(scene, HISTORY_ROLE);
  if (asset === undefined) return undefined;
  const field = `${scene.id}/${asset.key}`;
  const rule = unitRule(scene, asset);
  if (rule !== undefined) throw refused("SERVICE_HISTORY", field, rule, "the bands of a history state metres");
  const days = asset.bands.map(({ name }) => dayOf(name));
  days.forEach((day, k) => {
    const before = days[k - 1] ?? -Infinity;
    if (!(day > before && day < dayOf(scene.datetime)))
      throw refused(
        "SERVICE_HISTORY",
        `${field}/bands/${k}`,
        asset.bands[k]!.name,
        "bands of a history are named by their dates, ascending, all before the survey",
      );
  });
  return { asset, days };
};

/**
 * The first and the last usable survey of the period, whatever order they come in, so that nobody picks the dates; those
 * between are left out by name. An item with tables alone is no survey, and is not told of.
 *
 * @throws SixfoldError SERVICE_NO_PAIR, SERVICE_HISTORY, SERVICE_ITEM
 */
export const surveysOf = (scenes: readonly Scene[], project: Project): Surveys => {
  const left: RefusedScene[] = [];
  const usable: Survey[] = [];
  for (const scene of [...scenes].sort((a, b) => compare(a.datetime, b.datetime) || compare(a.id, b.id))) {
    const judged = judge(scene, project);
    if (typeof judged !== "string") usable.push(judged);
    else if (Object.values(scene.assets).some(({ bands }) => bands.length > 0))
      left.push({ sceneId: scene.id, rule: judged });
  }
  const [start, end] = [usable[0], usable.at(-1)];
  if (start === undefined || end === undefined || dayOf(start.scene.datetime) === dayOf(end.scene.datetime)) {
    const value = { usable: usable.map(({ scene }) => scene.id), refused: left };
    throw refused(
      "SERVICE_NO_PAIR",
      "scenes",
      value,
      "a period has two surveys of canopy height, in metres, of two days",
    );
  }
  usable.slice(1, -1).forEach(({ scene }) => left.push({ sceneId: scene.id, rule: "scene-between-the-pair" }));
  const history = historyOf(start);
  const bandOf = ({ scene, asset }: Survey): BandRef => ({
    sceneId: scene.id,
    assetKey: asset.key,
    band: asset.bands[0]!.name,
  });
  const stack = (history?.asset.bands ?? []).map(({ name }) => ({
    sceneId: start.scene.id,
    assetKey: history!.asset.key,
    band: name,
  }));
  return {
    start,
    end,
    history: history?.asset,
    days: [...(history?.days ?? []), dayOf(start.scene.datetime), dayOf(end.scene.datetime)],
    bands: [...stack, bandOf(start), bandOf(end)],
    refused: left,
  };
};
