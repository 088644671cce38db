import { refused } from "../../../errors.ts";
import type { Scene } from "../../../scenes/types.ts";
import { dayOf } from "../../common/day.ts";
import type { BandRef } from "../../common/stage.ts";
import type { Project, RefusedScene } from "../../common/types.ts";
import { dayIn, pairOf, requireOneADay } from "../growth/pair.ts";
import { bandOf, judgeMosaic } from "./mosaic.ts";
import type { Mosaic } from "./mosaic.ts";

/** The mosaics that are looked at: those of the history, then the pair, in order of time. */
export type Mosaics = {
  readonly looks: readonly Mosaic[];
  readonly start: Mosaic;
  readonly end: Mosaic;
  /** Days of the history. */
  readonly historyDays: readonly number[];
  readonly refused: readonly RefusedScene[];
};

/** What the kernel sees of a look, in this order; HH of the pair comes after all looks. */
export const LOOK_BANDS = ["HV", "linci", "mask", "date"] as const;

/** Bands in the order in which the kernel sees them. */
export const bandsOf = ({ looks, start, end }: Mosaics): readonly BandRef[] => [
  ...looks.flatMap((look) => LOOK_BANDS.map((name) => bandOf(look, name))),
  ...[start, end].map((look) => bandOf(look, "HH")),
];

/**
 * The mosaics of history and period, as `pairOf` chooses the pair. All are of one platform: another sensor is calibrated
 * otherwise, and the step between them would pass for growth.
 *
 * @throws SixfoldError SERVICE_NO_PAIR, SERVICE_TWO_SURVEYS, SERVICE_HISTORY, SERVICE_SENSORS, SERVICE_ITEM,
 * SERVICE_DATETIME
 */
export const mosaicsOf = (scenes: readonly Scene[], project: Project): Mosaics => {
  const { history } = project;
  if (history === undefined)
    throw refused("SERVICE_HISTORY", "history", null, "a project of yearly mosaics states the history before it");
  const what = "mosaics with digital numbers in HH and HV, local incidence, mask and dates";
  const { start, end, usable, refused: left } = pairOf(scenes, project, judgeMosaic, what);
  const before = usable.filter((look) => dayIn(look) >= dayOf(history.start) && dayIn(look) < dayOf(history.end));
  requireOneADay(before.map((look) => ({ day: dayIn(look), sceneId: look.scene.id })));
  const looks = [...before, start, end];
  const platforms = [...new Set(looks.map(({ scene }) => scene.platform ?? null))];
  if (platforms.length > 1)
    throw refused("SERVICE_SENSORS", "scenes", platforms, "history and pair are of one platform");
  return { ...{ looks, start, end, refused: left }, historyDays: before.map(dayIn) };
};
