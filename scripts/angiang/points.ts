import { readFile } from "node:fs/promises";
import { join } from "node:path";

import { dayOf } from "../../oracle/core/services/common/day.ts";
import type { FieldLook } from "../../oracle/core/services/paddy/inundation.ts";
import { toDecibels } from "../../oracle/core/services/common/decibels.ts";
import { inferredTrack } from "./track.ts";

/** A labelled point with its year of looks. The label is for evaluation only. */
export type LabelledPoint = {
  readonly id: string;
  readonly rice: boolean;
  /** Of 0.02 degrees; points of one block are neighbours and never divided between setting and judging. */
  readonly block: string;
  readonly odd: boolean;
  /** Means over 10 by 10 pixels. */
  readonly looks: readonly FieldLook[];
};

const BLOCK_DEGREES = 0.02;

const rowsOf = async (path: string): Promise<readonly (readonly string[])[]> =>
  (await readFile(path, "utf8"))
    .trim()
    .split(/\r?\n/)
    .slice(1)
    .map((line) => line.split(","));

/** The 372 points of An Giang, from the data folder's `rice`. */
export const readPoints = async (dataFolder: string): Promise<readonly LabelledPoint[]> => {
  const looks = new Map<string, FieldLook[]>();
  const series = await rowsOf(join(dataFolder, "rice", "angiang_s1rtc_2022_timeseries.csv"));
  for (const [id, date, vv, vh] of series as readonly [string, string, string, string][]) {
    const list = looks.get(id) ?? [];
    list.push({
      day: dayOf(date),
      track: inferredTrack(date),
      vvDb: toDecibels(Number(vv)),
      vhDb: toDecibels(Number(vh)),
    });
    looks.set(id, list);
  }
  return (await rowsOf(join(dataFolder, "rice", "angiang_points.csv"))).map(([id, lat, lon, label]) => {
    const [row, column] = [Math.floor(Number(lat) / BLOCK_DEGREES), Math.floor(Number(lon) / BLOCK_DEGREES)];
    return {
      id: id as string,
      rice: label === "Rice",
      block: `${row},${column}`,
      odd: (row + column) % 2 !== 0,
      looks: (looks.get(id as string) ?? []).sort((a, b) => a.day - b.day),
    };
  });
};
