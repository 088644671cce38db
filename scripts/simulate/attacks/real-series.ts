import { existsSync } from "node:fs";
import { readFile } from "node:fs/promises";
import { join, resolve } from "node:path";

import { dateOf, dayOf } from "../../../oracle/core/services/common/day.ts";
import type { FieldLook } from "../../../oracle/core/services/paddy/inundation.ts";
import { seededRandom } from "../../../oracle/core/uncertainty/random.ts";
import { readPoints } from "../../angiang/points.ts";
import { shuffle } from "../shuffle.ts";
import { practiceOf } from "./attacks.ts";
import type { Attack } from "./attacks.ts";

/** Sentinel-1 repeats a track every twelve days; two satellites did so six days apart until one failed in December. */
const REPEAT_DAYS = 12;
const [PROJECT_FIELDS, FIELDS] = [12, 112];
/** As long as the record allows before a season: few looks, and of one crop. */
const HISTORY_DAYS = 60;
/** The shortest that a crop may be declared: the longer, the more looks lie in the gap that the failure left. */
const SEASON_DAYS = 78;

/** Passes of An Giang from November 2021 on, by point; the track is the phase of the cycle and the half of the day. */
const readSeries = async (
  path: string,
  isRice: (point: string) => boolean,
): Promise<readonly (readonly FieldLook[])[]> => {
  const series = new Map<string, FieldLook[]>();
  for (const line of (await readFile(path, "utf8")).trim().split(/\r?\n/).slice(1)) {
    const [point, time, vv, vh] = line.split(",") as [string, string, string, string];
    if (!isRice(point)) continue;
    const day = dayOf(`${time}:00Z`);
    const track = `${day % (REPEAT_DAYS / 2)} ${Number(time.slice(11, 13)) < 12 ? "ascending" : "descending"}`;
    const looks = series.get(point) ?? [];
    looks.push({ day, track, vvDb: Number(vv), vhDb: Number(vh) });
    series.set(point, looks);
  }
  return [...series.values()];
};

/**
 * The real passes of An Giang: a season that starts on some day from January 2022 on, twelve points of rice for the project's fields and a
 * hundred for candidates, all at random. Nobody is known to have drained anything.
 *
 * @returns undefined without the data.
 */
export const realSeries = async (): Promise<Attack | undefined> => {
  const folder = resolve(process.env["SIXFOLD_DATA"] ?? "../shared/data");
  const path = join(folder, "part2", "angiang_s1_2021-11_2022-03_passes.csv");
  if (!existsSync(path)) return undefined;
  const rice = new Set((await readPoints(folder)).filter((point) => point.rice).map(({ id }) => id));
  const series = await readSeries(path, (point) => rice.has(point));
  const days = series.flat().map(({ day }) => day);
  const [first, last] = [Math.min(...days), Math.max(...days)];
  return {
    name: "real passes of An Giang, 2021 to 2022, fields and season at random",
    claim: (seed) => {
      const random = seededRandom(seed);
      const start = first + HISTORY_DAYS + Math.floor(random() * (last - first - HISTORY_DAYS - SEASON_DAYS));
      const end = start + SEASON_DAYS;
      const chosen = shuffle(random, series).slice(0, FIELDS);
      return {
        plots: chosen.map((looks, index) => ({
          id: `f${String(index).padStart(3, "0")}`,
          role: index < PROJECT_FIELDS ? "project" : "control",
          looks: looks.filter(({ day }) => day >= start - HISTORY_DAYS && day < end),
        })),
        historyDays: HISTORY_DAYS,
        period: { start, end },
        maxGapDays: REPEAT_DAYS,
        practice: practiceOf({
          seasons: [{ id: "picked", start: dateOf(start), end: dateOf(end), cultivationDays: SEASON_DAYS }],
        }),
      };
    },
  };
};
