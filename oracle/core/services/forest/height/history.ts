import { refused } from "../../../errors.ts";
import type { Scene, SceneAsset } from "../../../scenes/types.ts";
import { dayOf } from "../../common/day.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Span } from "../../common/types.ts";
import { requireOneADay } from "../growth/pair.ts";
import { bandOf, unitRule, withRole } from "./survey.ts";
import type { Survey } from "./survey.ts";

/** Role of a stack of earlier maps of the same kind, that lies beside a survey. */
export const HISTORY_ROLE = "canopy-height-history";

/** One look before the project, and the file that it is in. */
export type Look = { readonly day: number; readonly band: BandRef; readonly file: Survey };

const refuse = (field: string, value: unknown, rule: string): never => {
  throw refused("SERVICE_HISTORY", field, value, rule);
};

/**
 * The looks of the stack beside a survey; none where there is none.
 *
 * @throws SixfoldError SERVICE_HISTORY, SERVICE_DATETIME, SERVICE_ITEM
 */
export const stackOf = (scene: Scene): readonly Look[] => {
  const asset = withRole(scene, HISTORY_ROLE);
  if (asset === undefined) return [];
  const field = `${scene.id}/${asset.key}`;
  const rule = unitRule(scene, asset);
  if (rule !== undefined) refuse(field, rule, "the bands of a history state metres");
  const days = asset.bands.map(({ name }) => dayOf(name));
  return days.map((day, k) => {
    const { name } = asset.bands[k] as SceneAsset["bands"][number];
    if (!(day > (days[k - 1] ?? -Infinity) && day < dayOf(scene.datetime)))
      refuse(
        `${field}/bands/${k}`,
        name,
        "bands of a history are named by their dates, ascending, all before the survey",
      );
    return { day, band: { sceneId: scene.id, assetKey: asset.key, band: name }, file: { scene, asset } };
  });
};

/**
 * All looks of a project's stated history: its surveys, and of the first stack the bands that lie in it. The same for every
 * period, whatever surveys came later.
 *
 * @param surveys usable ones, in order of time.
 * @throws SixfoldError SERVICE_HISTORY, SERVICE_DATETIME, SERVICE_ITEM
 */
export const looksWithin = (surveys: readonly Survey[], { start, end }: Span): readonly Look[] => {
  const within = (day: number): boolean => day >= dayOf(start) && day < dayOf(end);
  const carrier = surveys.find(({ scene }) => withRole(scene, HISTORY_ROLE) !== undefined);
  const looks = [
    ...(carrier === undefined ? [] : stackOf(carrier.scene)),
    ...surveys.map((survey): Look => ({ day: dayOf(survey.scene.datetime), band: bandOf(survey), file: survey })),
  ]
    .filter(({ day }) => within(day))
    .sort((a, b) => a.day - b.day);
  requireOneADay(looks.map(({ day, band }) => ({ day, sceneId: band.sceneId })));
  return looks;
};
