import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { dateOf } from "../../oracle/core/services/common/day.ts";
import { follow } from "../../oracle/core/services/integrity/season/follow.ts";
import type { SeasonLook } from "../../oracle/core/services/integrity/season/follow.ts";
import { SEASON_REFERENCE } from "../../oracle/core/services/integrity/season/terms.ts";
import { normalizedDifference } from "../../oracle/core/services/integrity/normalized-difference.ts";
import type { State } from "../../oracle/core/services/integrity/plot-state.ts";

export type SeriesJudgement = {
  readonly looks: number;
  readonly state: State;
  readonly isObserved: boolean;
  readonly onset: string | undefined;
  readonly alarm: string | undefined;
};

const DAYS_PER_YEAR = 365.2425;
/** Days from 1970-01-01 to the first of January of a decimal year, and on. */
const dayOfYear = (year: number): number => Math.round((year - 1970) * DAYS_PER_YEAR);
/** Days of the common era, of which the first is 1, up to 1970-01-01. */
const ORDINAL_OF_1970 = 719_163;

const judge = (looks: readonly SeasonLook[], watchFrom: number): SeriesJudgement => {
  const watch = { fromDay: dayOfYear(watchFrom), endDay: looks.at(-1)!.day + 1 };
  const { state, isObserved, onset, confirmed } = follow(looks, watch, SEASON_REFERENCE);
  const dateAt = (look: number | undefined): string | undefined =>
    look === undefined ? undefined : dateOf(looks.find((each) => each.look === look)!.day);
  return { looks: looks.length, state, isObserved, onset: dateAt(onset), alarm: dateAt(confirmed) };
};

const rowsOf = async (path: string): Promise<readonly (readonly string[])[]> =>
  (await readFile(path, "utf8"))
    .trim()
    .split(/\r?\n/)
    .map((line) => line.split(",").map((cell) => cell.trim()));

/** The pine plantation that was harvested in 2004, watched from the beginning of a year on. */
export const judgePine = async (dataFolder: string, watchFrom = 2004): Promise<SeriesJudgement> => {
  const [, ...rows] = await rowsOf(join(dataFolder, "part2", "integrity", "pine_plantation_ndvi_harvest.csv"));
  const looks = rows.map(([year, ndvi], look) => ({ look, day: dayOfYear(Number(year)), value: Number(ndvi) }));
  return judge(looks, watchFrom);
};

/** A pixel of Landsat in Washington: clear looks alone (Fmask 0), reflectance times 10,000. */
export const judgeLandsat = async (
  dataFolder: string,
  pixel: "row999_normal" | "row9_persistent_snow",
  watchFrom: number,
): Promise<SeriesJudgement> => {
  const rows = await rowsOf(join(dataFolder, "change", `lcmap_WA_${pixel}.csv`));
  const looks = rows.flatMap((cells, look): readonly SeasonLook[] => {
    const [ordinal, , , red, nir] = cells.map(Number) as [number, number, number, number, number];
    const value = normalizedDifference(nir, red);
    const isSeen = cells.at(-1) === "0" && red > 0 && nir > 0 && red <= 10_000 && nir <= 10_000;
    return isSeen ? [{ look, day: ordinal - ORDINAL_OF_1970, value }] : [];
  });
  return judge(
    looks.toSorted((a, b) => a.day - b.day),
    watchFrom,
  );
};
